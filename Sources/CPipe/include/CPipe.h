#pragma once

/* A pipe whose ends no program inherits that any thread starts, not even one that is started at this very moment.
   0, or -1 and errno. */
int swiftway_pipe(int ends[2]);
