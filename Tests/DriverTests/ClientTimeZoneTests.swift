import Testing

@testable import SwiftwayPostgreSQL

@Suite("Time zone of the client") struct ClientTimeZoneTests {
    struct Case: CustomTestStringConvertible {
        var variable: String?
        var link: String?
        var name: String?
        var testDescription: String { "TZ=\(variable ?? "-") \(link ?? "-")" }
    }

    static let machines: [Case] = [
        Case(variable: nil, link: "/usr/share/zoneinfo/Europe/Berlin", name: "Europe/Berlin"),
        Case(variable: nil, link: "/var/db/timezone/zoneinfo/America/New_York", name: "America/New_York"),
        Case(variable: nil, link: "../usr/share/zoneinfo/Etc/UTC", name: "Etc/UTC"),
        Case(variable: nil, link: "/opt/other", name: nil),
        Case(variable: nil, link: nil, name: nil),
        Case(variable: "Asia/Tokyo", link: "/usr/share/zoneinfo/Europe/Berlin", name: "Asia/Tokyo"),
        Case(variable: ":Asia/Tokyo", link: nil, name: "Asia/Tokyo"),
        Case(variable: ":/usr/share/zoneinfo/Asia/Tokyo", link: nil, name: "Asia/Tokyo"),
        Case(variable: "", link: "/usr/share/zoneinfo/Europe/Berlin", name: "Europe/Berlin"),
        Case(variable: "CET-1CEST,M3.5.0,M10.5.0/3", link: nil, name: "CET-1CEST,M3.5.0,M10.5.0/3"),
        Case(variable: "/etc/localtime", link: nil, name: nil),
    ]

    @Test(arguments: machines) func isNamed(machine: Case) {
        #expect(ClientTimeZone.name(variable: machine.variable, link: machine.link) == machine.name)
    }

    static let offsets: [(seconds: Int, posix: String)] = [
        (0, "<+0:00>-0:00"), (7_200, "<+2:00>-2:00"), (-12_600, "<-3:30>+3:30"), (20_700, "<+5:45>-5:45"),
    ]

    @Test(arguments: offsets) func hasAnOffset(seconds: Int, posix: String) {
        #expect(ClientTimeZone.posix(secondsEastOfGreenwich: seconds) == posix)
    }
}
