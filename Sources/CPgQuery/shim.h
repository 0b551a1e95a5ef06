#pragma once
#include <pg_query.h>
// The parse tree as structs of C, which protobuf-c unpacks.
#include <pg_query/pg_query.pb-c.h>
