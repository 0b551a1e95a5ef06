internal import CLinkage

/// The words of the command line.
package enum ProcessArguments {
    /// Without the name of the program.
    package static var words: [String] { pointers.dropFirst().map { String(cString: $0) } }

    /// The name of the program first. They live as long as the process.
    static var pointers: [UnsafePointer<CChar>] {
        var count: Int32 = 0
        let own = swiftway_arguments(&count)
        let all = own ?? CommandLine.unsafeArgv
        if own == nil { count = CommandLine.argc }
        return (0..<Int(count)).compactMap { index in all[index].map { UnsafePointer($0) } }
    }
}
