import SwiftwayScript

/// Whether a default has to be computed for every row that is there.
enum Volatility {
    /// The functions of PostgreSQL that a default calls for and that give each row another value: `provolatile = 'v'`.
    private static let volatile: Set<String> = [
        "clock_timestamp", "gen_random_uuid", "nextval", "random", "random_normal", "timeofday", "uuidv4", "uuidv7",
        "gen_random_bytes", "gen_salt", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "gen_ulid",
        "setval", "txid_current", "pg_current_xact_id", "currval", "lastval",
    ]

    /// Immutable and stable functions that defaults call.
    private static let stable: Set<String> = [
        "now", "transaction_timestamp", "statement_timestamp", "current_setting", "to_timestamp", "to_char", "to_date",
        "to_number", "date_trunc", "date_part", "age", "make_date", "make_time", "make_timestamp", "make_timestamptz",
        "make_interval", "timezone", "lower", "upper", "initcap", "trim", "btrim", "ltrim", "rtrim", "concat",
        "concat_ws", "replace", "substring", "substr", "left", "right", "length", "char_length", "repeat", "lpad",
        "rpad", "md5", "sha224", "sha256", "sha384", "sha512", "encode", "decode", "digest", "abs", "ceil", "ceiling",
        "floor", "round", "trunc", "power", "sqrt", "mod", "sign", "greatest", "least", "array_fill", "string_to_array",
        "array_append", "array_cat", "json_build_object", "jsonb_build_object", "json_build_array",
        "jsonb_build_array", "to_json", "to_jsonb", "row_to_json", "json_object", "jsonb_object", "format",
        "quote_literal", "quote_ident", "session_user", "current_user", "current_schema", "current_database", "version",
        "inet_client_addr", "inet_server_addr", "pg_backend_pid", "uuid_nil", "uuid_ns_dns", "uuid_ns_url",
        "uuid_generate_v3", "uuid_generate_v5", "int4range", "int8range", "numrange", "tsrange", "tstzrange",
        "daterange", "to_tsvector", "to_tsquery", "hstore", "date", "extract", "position", "overlay", "xmlparse",
        "like_escape", "similar_to_escape", "point", "box", "circle", "polygon", "char", "chr", "ascii",
    ]

    /// The first function that is volatile, or whose volatility nobody knows: functions are unless they say otherwise.
    static func volatileFunction(in expression: ValueExpression, _ state: SchemaState) -> ObjectName? {
        expression.functions.first { function in
            if function.schema != nil, function.schema != "pg_catalog", function.schema != "public" {
                return !state.stableFunctions.contains(function.name)
            }
            if volatile.contains(function.name) { return true }
            return !stable.contains(function.name) && !state.stableFunctions.contains(function.name)
        }
    }
}
