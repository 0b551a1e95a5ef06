import Foundation
import SwiftwayCore
import Testing

@testable import SwiftwayEngine

@Suite struct ParallelChecksumTests {
    @Test func manyFilesAreLikeOneByOne() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("many-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = (0..<700).map { number in
            let path = folder.appendingPathComponent("V\(number)__x.sql").path
            return ScannedFile(script: "V\(number)__x.sql", displayPath: path, absolutePath: path)
        }
        for (number, file) in files.enumerated() {
            let text = "SELECT \(number);\n" + String(repeating: "-- padding\n", count: number % 90)
            // One is missing, one is not UTF-8.
            let bytes = number == 400 ? Data([0x41, 0xFF]) : Data(text.utf8)
            if number != 300 { try bytes.write(to: URL(fileURLWithPath: file.absolutePath)) }
        }
        let checksums = ParallelChecksums.checksums(of: files)
        #expect(checksums.count == files.count)
        for (file, checksum) in zip(files, checksums) {
            let bytes = try? FileSystem.read(file.absolutePath)
            let isText = bytes.flatMap { String(validating: $0, as: UTF8.self) } != nil
            #expect(checksum == (isText ? bytes.map { Checksum(ofText: $0).value } : nil))
        }
    }

    @Test func fewFilesAreLeftToOneThread() {
        let file = ScannedFile(script: "x", displayPath: "x", absolutePath: "/nowhere/x")
        #expect(ParallelChecksums.checksums(of: [file]).isEmpty)
    }
}
