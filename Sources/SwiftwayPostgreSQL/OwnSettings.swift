/// What a session's owner has set, and how everything goes back to it: a file finds the session as it would in a run of
/// its own.
struct OwnSettings: Equatable {
    struct Setting: Equatable {
        var name: String
        var value: String
        /// Whether it is set only where no pooler stands in between.
        var needsOwnSession = false
    }

    /// Without the search path, which also depends on which schemas there are.
    var values: [Setting] = []
    /// Whether statements of the owner's (`initSql`, `afterConnect`) have made some of them. They may have made more than
    /// any catalog lists, such as `SET app.tenant` or a temporary table, so that only what is known to differ is put back.
    var areAdopted = false

    /// Takes settings for the owner's.
    mutating func keep(_ settings: [Setting]) {
        values.removeAll { value in settings.contains { $0.name == value.name } }
        values += settings
    }

    /// Asks for the settings of this session.
    static let question = """
        SELECT name, setting FROM pg_catalog.pg_settings
        WHERE source = 'session' AND name <> 'search_path' AND context IN ('user', 'superuser')
        """

    /// What is undone before ``values`` are set again.
    func undoing(serverVersion: Int) -> [String] {
        areAdopted
            ? [undoingDifferences(serverVersion: serverVersion)]
            // All settings, without asking who may set them; temporary tables, cursors WITH HOLD, LISTEN, currval().
            : ["RESET ALL", "CLOSE ALL", "UNLISTEN *", "DISCARD TEMP", "DISCARD SEQUENCES"]
    }

    private func undoingDifferences(serverVersion: Int) -> String {
        // What cannot be changed at any time, or goes with its transaction.
        let kept =
            ["search_path", "temp_buffers", "transaction_isolation", "transaction_read_only", "transaction_deferrable"]
            + values.map(\.name)
        let privilege = serverVersion >= 150_000 ? " OR pg_catalog.has_parameter_privilege(name, 'SET')" : ""
        return """
            SELECT pg_catalog.set_config(name, reset_val, false) FROM pg_catalog.pg_settings
            WHERE source = 'session' AND setting IS DISTINCT FROM reset_val
                AND name NOT IN (\(kept.map(literal).joined(separator: ", ")))
                AND (context = 'user' OR context = 'superuser'
                    AND (pg_catalog.current_setting('is_superuser') = 'on'\(privilege)))
            """
    }

    /// Expressions in SQL that set ``values``.
    func restoring(isLocal: Bool) -> [String] {
        values.map { "pg_catalog.set_config(\(literal($0.name)), \(literal($0.value)), \(isLocal))" }
    }

    /// An expression in SQL whose value changes when one of the settings does, or the role, that a function may change
    /// unseen and the next file would feel. Not the search path, which has a condition of its own, and not
    /// `synchronous_commit`, which the engine sets itself. Asking for them one by one costs a fortieth of a look into
    /// pg_settings.
    static func fingerprint(serverVersion: Int) -> String {
        var names = watched
        if serverVersion >= 120_000 { names += ["default_table_access_method", "plan_cache_mode"] }
        let values = names.map { "pg_catalog.current_setting('\($0)')" }
        return "pg_catalog.concat_ws('|', current_user, session_user, \(values.joined(separator: ", ")))"
    }

    private static let watched = [
        "TimeZone", "DateStyle", "IntervalStyle", "standard_conforming_strings", "backslash_quote",
        "escape_string_warning", "session_replication_role", "row_security", "check_function_bodies",
        "default_transaction_isolation", "default_transaction_read_only", "default_transaction_deferrable",
        "default_tablespace", "temp_tablespaces", "bytea_output", "extra_float_digits", "xmloption", "xmlbinary",
        "array_nulls", "transform_null_equals", "quote_all_identifiers", "lock_timeout", "statement_timeout",
        "idle_in_transaction_session_timeout", "client_min_messages", "lc_messages", "lc_monetary", "lc_numeric",
        "lc_time", "default_text_search_config", "work_mem", "maintenance_work_mem", "constraint_exclusion",
        "default_statistics_target", "application_name",
    ]
}
