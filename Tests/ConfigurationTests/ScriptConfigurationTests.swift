import SwiftwayConfiguration
import SwiftwayCore
import Testing

struct ScriptConfigurationTests {
    @Test func reads() throws {
        let configuration = try ScriptConfiguration(
            parsing: "# about V1\nexecuteInTransaction=False\nencoding = ISO-8859-1\nplaceholderReplacement: true\n")
        var expected = ScriptConfiguration()
        expected.executeInTransaction = false
        expected.encoding = .latin1
        expected.placeholderReplacement = true
        #expect(configuration == expected)
    }

    @Test func saysNothingWhereNothingIsWritten() throws {
        #expect(try ScriptConfiguration(parsing: "") == ScriptConfiguration())
    }

    @Test func replacesPlaceholdersInValues() throws {
        let configuration = try ScriptConfiguration(parsing: "executeInTransaction=${transaction}") {
            (text) throws(ConfigurationError) in text == "${transaction}" ? "false" : text
        }
        #expect(configuration.executeInTransaction == false)
    }

    static let refused: [(String, String)] = [
        ("nonsense=1", "Unknown configuration property: nonsense. Please check your script config files"),
        ("b=1\na=1", "Unknown configuration properties: a,b. Please check your script config files"),
        (
            "flyway.encoding=UTF-8",
            "Unknown configuration property: flyway.encoding. Please check your script config files"
        ),
        (
            "executeInTransaction=no", "Invalid value for executeInTransaction (should be either true or false): no"
        ),
        (
            "placeholderReplacement=",
            "Invalid value for placeholderReplacement (should be either true or false): "
        ),
        ("shouldExecute=true", "Upgrade required: shouldExecute is not supported by OSS."),
    ]

    @Test(arguments: refused.indices)
    func refuses(_ index: Int) {
        let (text, message) = Self.refused[index]
        let error = #expect(throws: ConfigurationError.self) { try ScriptConfiguration(parsing: text) }
        #expect(error?.message == message)
    }

    @Test func suggests() {
        let error = #expect(throws: ConfigurationError.self) {
            try ScriptConfiguration(parsing: "executeInTransacton=true")
        }
        #expect(error?.hint == "Did you mean 'executeInTransaction'?")
    }

    @Test func namesEncodings() {
        let error = #expect(throws: ConfigurationError.self) { try ScriptConfiguration(parsing: "encoding=EBCDIC") }
        #expect(error?.message.hasPrefix("Invalid value for encoding (should be one of UTF-8, ") == true)
    }
}
