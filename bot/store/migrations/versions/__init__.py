"""One module a step, newest last. A step only adds: the release before must still run on the layout after."""
