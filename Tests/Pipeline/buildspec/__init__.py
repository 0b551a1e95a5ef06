"""Runs a buildspec as CodeBuild does, on this machine and without a container.

AWS's own agent wants Docker. What is modelled, and from where it is known, stands in each module; marked as inferred is
what AWS documents nowhere. Not modelled: run-as, runtime-versions, cache, batch, proxy, timeouts, what is in an image.
"""
