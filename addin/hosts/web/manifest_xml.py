"""The add-in-only manifest (XML), which every Excel with custom functions takes.

The order of elements is part of the format. Source: Office Add-ins XML schema, task pane version
1.1 with version overrides 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from addin.hosts.web.description import BUTTON_SIZES, AddIn, Button, Place
from addin.hosts.web.metadata import HELP_PAGE

_HEAD = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xsi:type="TaskPaneApp">
"""
_OVERRIDES = """\
<VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" \
xsi:type="VersionOverridesV1_0">"""
_FUNCTIONS = """\
<ExtensionPoint xsi:type="CustomFunctions">
 <Script><SourceLocation resid="Script"/></Script>
 <Page><SourceLocation resid="Page"/></Page>
 <Metadata><SourceLocation resid="Metadata"/></Metadata>
 <Namespace resid="Namespace"/>
</ExtensionPoint>"""
_ICON = "<Icon>{}</Icon>".format(
    "".join(f'<bt:Image size="{n}" resid="Icon.{n}"/>' for n in BUTTON_SIZES)
)


def manifest_xml(addin: AddIn, place: Place) -> bytes:
    """The manifest as a file."""
    sets = ["CustomFunctionsRuntime", *(["SharedRuntime"] if addin.shared else [])]
    parts = [
        _HEAD,
        f"<Id>{addin.guid}</Id>",
        f"<Version>{addin.four_part_version}</Version>",
        f"<ProviderName>{_text(addin.provider)}</ProviderName>",
        "<DefaultLocale>en-US</DefaultLocale>",
        f"<DisplayName{_value(addin.name)}/>",
        f"<Description{_value(addin.about)}/>",
        f"<IconUrl{_value(place.address('icon-32.png'))}/>",
        f"<HighResolutionIconUrl{_value(place.address('icon-64.png'))}/>",
        f"<SupportUrl{_value(place.address(HELP_PAGE))}/>",
        f"<AppDomains><AppDomain>{_text(place.base)}</AppDomain></AppDomains>",
        '<Hosts><Host Name="Workbook"/></Hosts>',
        '<Requirements><Sets DefaultMinVersion="1.1">',
        *(f'<Set Name="{name}" MinVersion="1.1"/>' for name in sets),
        "</Sets></Requirements>",
        f"<DefaultSettings><SourceLocation{_value(_shown(addin, place))}/></DefaultSettings>",
        f"<Permissions>Read{'Write' if addin.buttons else ''}Document</Permissions>",
        _OVERRIDES,
        '<Hosts><Host xsi:type="Workbook">',
        *(['<Runtimes><Runtime resid="Page" lifetime="long"/></Runtimes>'] * addin.shared),
        "<AllFormFactors>",
        _FUNCTIONS,
        "</AllFormFactors>",
        _ribbon(addin),
        "</Host></Hosts>",
        _resources(addin, place),
        "</VersionOverrides>",
        "</OfficeApp>",
    ]
    return "\n".join(parts).encode() + b"\n"


def _page(place: Place) -> str:
    return place.address("functions.html", keyed=True)


def _shown(addin: AddIn, place: Place) -> str:
    return _page(place) if addin.shared else place.address(addin.pane_page, keyed=True)


def _ribbon(addin: AddIn) -> str:
    opens = f"""<Action xsi:type="ShowTaskpane"><TaskpaneId>Tieout.Pane</TaskpaneId>\
<SourceLocation resid="{_pane(addin)}"/></Action>"""
    controls = "\n".join([_control(addin.pane, opens), *map(_runs, addin.buttons)])
    return f"""\
<DesktopFormFactor>
 <GetStarted><Title resid="Name"/><Description resid="About"/><LearnMoreUrl resid="Help"/>
 </GetStarted>
 <FunctionFile resid="{_pane(addin)}"/>
 <ExtensionPoint xsi:type="PrimaryCommandSurface">
  <OfficeTab id="TabHome"><Group id="Tieout.Group"><Label resid="Name"/>{_ICON}
{controls}
  </Group></OfficeTab>
 </ExtensionPoint>
</DesktopFormFactor>"""


def _pane(addin: AddIn) -> str:
    return "Page" if addin.shared else "Pane"


def _runs(button: Button) -> str:
    name = f"<FunctionName>{button.name}</FunctionName>"
    return _control(button, f'<Action xsi:type="ExecuteFunction">{name}</Action>')


def _control(button: Button, action: str) -> str:
    name = button.name
    return f"""\
<Control xsi:type="Button" id="Tieout.{name}"><Label resid="{name}.Label"/>
 <Supertip><Title resid="{name}.Label"/><Description resid="{name}.Tip"/></Supertip>{_ICON}
 {action}</Control>"""


def _resources(addin: AddIn, place: Place) -> str:
    images = {f"Icon.{n}": place.address(f"icon-{n}.png") for n in BUTTON_SIZES}
    urls = {
        "Script": place.address("functions.js", keyed=True),
        "Metadata": place.address("functions.json"),
        "Page": _page(place),
        "Help": place.address(HELP_PAGE),
    }
    if not addin.shared:
        urls["Pane"] = place.address(addin.pane_page, keyed=True)
    buttons = (addin.pane, *addin.buttons)
    short = {"Namespace": addin.namespace, "Name": addin.name}
    short |= {f"{each.name}.Label": each.label for each in buttons}
    long = {"About": addin.about} | {f"{each.name}.Tip": each.tip for each in buttons}
    return "\n".join(
        [
            "<Resources>",
            *_listed("Images", "Image", images),
            *_listed("Urls", "Url", urls),
            *_listed("ShortStrings", "String", short),
            *_listed("LongStrings", "String", long),
            "</Resources>",
        ]
    )


def _listed(many: str, one: str, values: Mapping[str, str]) -> list[str]:
    lines = [f'<bt:{one} id="{name}"{_value(value)}/>' for name, value in values.items()]
    return [f"<bt:{many}>", *lines, f"</bt:{many}>"]


def _value(text: str) -> str:
    return f" DefaultValue={quoteattr(text)}"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
