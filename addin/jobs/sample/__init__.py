"""The sample production: a feature film nine weeks in, with errors planted where they really occur.

``show`` is what was planned, ``story`` what happened since, ``trouble`` what went wrong; ``papers``
draws the workbooks that different people keep of it, and says where each planted error stands.
"""
