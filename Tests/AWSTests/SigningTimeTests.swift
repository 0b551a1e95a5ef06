import Testing

@testable import SwiftwayAWS

@Suite("Signing time") struct SigningTimeTests {
    @Test(arguments: [
        (0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
        (951_868_800, "20000301T000000Z"), (1_440_938_160, "20150830T123600Z"), (4_107_542_400, "21000301T000000Z"),
        (-1, "19691231T235959Z"),
    ])
    func isUTC(_ seconds: Int, _ text: String) throws {
        #expect(SigningTime(seconds: seconds).text == text)
        #expect(SigningTime(text)?.seconds == seconds)
    }

    /// A day at a time, through several leap years and a turn of the century.
    @Test func goesThereAndBack() {
        for day in stride(from: 0, to: 60_000, by: 1) {
            let time = SigningTime(seconds: day * 86_400 + 86_399)
            #expect(SigningTime(time.text) == time)
        }
    }

    @Test func readsWhatServicesWrite() {
        #expect(SigningTime("2015-08-30T12:36:00Z")?.seconds == 1_440_938_160)
        #expect(SigningTime("2015-08-30T12:36:00.123Z")?.seconds == 1_440_938_160)
        for text in ["", "Z", "2015-08-30", "2015-13-30T12:36:00Z", "2015-08-30T12:36:00+02:00", "tomorrowT000000Z"] {
            #expect(SigningTime(text) == nil, "\(text)")
        }
    }
}
