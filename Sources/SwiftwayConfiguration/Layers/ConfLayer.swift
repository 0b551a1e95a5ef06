import SwiftwayCore

/// A `flyway.conf` as entries.
struct ConfLayer {
    var entries: [Entry] = []
    var warnings: [String] = []

    /// - Parameter encoding: of files; standard input is UTF-8.
    init(_ source: ConfigurationFiles.Source, encoding: TextEncoding, environment: [String: String]) {
        let actual = source.isStandardInput ? .utf8 : encoding
        let text: String
        if let utf8 = TextDecoder.utf8(source.contents, from: actual) {
            text = String(decoding: utf8, as: UTF8.self)
        } else {
            // Java puts replacement characters there and goes on; often they are in a comment.
            text = String(decoding: source.contents, as: UTF8.self)
            warnings.append(
                "\(source.path) is not \(actual.rawValue) throughout. Name its encoding with -configFileEncoding.")
        }
        for property in PropertiesReader.properties(in: text, environment: environment) {
            // Keys of other programs are passed over.
            guard let dot = property.key.firstIndex(of: "."),
                let namespace = Parameter.Namespace(rawValue: String(property.key[..<dot]))
            else { continue }
            entries.append(
                Entry(
                    scope: .parameters(namespace), key: String(property.key[property.key.index(after: dot)...]),
                    value: .text(property.value),
                    origin: source.isStandardInput
                        ? .standardInput(line: property.line) : .file(path: source.path, line: property.line)))
        }
    }
}
