"""The package a workbook is while parts of it change: zip, XML as bytes, relationships."""
