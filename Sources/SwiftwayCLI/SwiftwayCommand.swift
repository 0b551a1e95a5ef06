import Swiftway
import SwiftwayConfiguration
import SwiftwayCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@main
struct SwiftwayCommand {
    static func main() {
        OwnProcess.prepare()
        let status = ProgramRun(
            arguments: ProcessArguments.words, environment: ProcessEnvironment.variables,
            currentDirectory: FileSystem.workingDirectory
        ).run()
        OwnProcess.end(status)
    }
}
