import SwiftwayText

/// Test results in the form that build services read. There is no standard; this is what all of them take: counts that
/// agree with the elements on both levels, and no more than one outcome a case.
package struct JUnitDocument: Sendable, Equatable {
    package struct Case: Sendable, Equatable {
        package var name: String
        /// Its group, with dots: `swiftway.validate`.
        package var className: String
        package var milliseconds = 0
        package var outcome = Outcome.passed
        /// What else is to be said of it.
        package var output = ""

        package init(name: String, className: String, milliseconds: Int = 0, outcome: Outcome = .passed) {
            self.name = name
            self.className = className
            self.milliseconds = milliseconds
            self.outcome = outcome
        }
    }

    package enum Outcome: Sendable, Equatable {
        case passed
        /// What was tested is not as it should be.
        case failed(Complaint)
        /// The test itself could not be made.
        case broken(Complaint)
        case skipped(reason: String)
    }

    package struct Complaint: Sendable, Equatable {
        /// A word for it: `duplicate-version`.
        package var type: String
        /// One line.
        package var message: String
        package var text: String

        package init(type: String, message: String, text: String) {
            self.type = type
            self.message = message
            self.text = text
        }
    }

    package struct Suite: Sendable, Equatable {
        package var name: String
        /// Local time.
        package var started: CivilTime
        package var milliseconds: Int
        /// A suite without any is left out by some readers, and a report without any refused.
        package var cases: [Case]

        package init(name: String, started: CivilTime, milliseconds: Int, cases: [Case]) {
            self.name = name
            self.started = started
            self.milliseconds = milliseconds
            self.cases = cases
        }
    }

    package var suites: [Suite]

    package init(_ suites: [Suite]) {
        self.suites = suites
    }

    package var text: String {
        let all = suites.flatMap(\.cases)
        let time = suites.reduce(0) { $0 + $1.milliseconds }
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        lines.append("<testsuites name=\"swiftway\"\(Self.counts(all, time))>")
        for suite in suites {
            var start = suite.started
            // The schemas that there are refuse fractions and zones.
            start.microsecond = 0
            lines.append(
                "  <testsuite name=\"\(escapedXML(suite.name))\"\(Self.counts(suite.cases, suite.milliseconds))"
                    + " timestamp=\"\(start.iso8601)\" hostname=\"localhost\">")
            lines += suite.cases.flatMap(Self.lines)
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>\n")
        return lines.joined(separator: "\n")
    }

    private static func counts(_ cases: [Case], _ milliseconds: Int) -> String {
        let outcomes = cases.map(\.outcome)
        let failures = outcomes.count { if case .failed = $0 { true } else { false } }
        let errors = outcomes.count { if case .broken = $0 { true } else { false } }
        let skipped = outcomes.count { if case .skipped = $0 { true } else { false } }
        return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
            + " time=\"\(seconds(milliseconds))\""
    }

    private static func lines(_ one: Case) -> [String] {
        let start =
            "    <testcase name=\"\(escapedXML(one.name))\" classname=\"\(escapedXML(one.className))\""
            + " time=\"\(seconds(one.milliseconds))\""
        var inside: [String] = []
        switch one.outcome {
        case .passed: break
        case .failed(let complaint): inside.append(element("failure", complaint))
        case .broken(let complaint): inside.append(element("error", complaint))
        case .skipped(let reason): inside.append("      <skipped message=\"\(escapedXML(reason))\"/>")
        }
        if !one.output.isEmpty { inside.append("      <system-out>\(escapedXML(one.output))</system-out>") }
        return inside.isEmpty ? [start + "/>"] : [start + ">"] + inside + ["    </testcase>"]
    }

    private static func element(_ name: String, _ complaint: Complaint) -> String {
        "      <\(name) message=\"\(escapedXML(complaint.message))\" type=\"\(escapedXML(complaint.type))\">"
            + "\(escapedXML(complaint.text))</\(name)>"
    }

    private static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1000).\(padded(milliseconds % 1000, 3))"
    }
}

/// Text for XML 1.0 and for HTML, also within the quotes of an attribute. What XML cannot hold at all, such as most control
/// characters, becomes U+FFFD.
package func escapedXML(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        // Left as they are, a reader makes blanks of them in attributes, and a line feed of a carriage return.
        case "\n": result += "&#10;"
        case "\r": result += "&#13;"
        case "\t": result += "&#9;"
        case _ where String.turnsDirection(scalar): result += String(scalar).showingControls
        case ..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
        default: result.unicodeScalars.append(scalar)
        }
    }
}
