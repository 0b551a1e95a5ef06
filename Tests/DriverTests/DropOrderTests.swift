import Testing

@testable import SwiftwaySQLite

@Suite("Order of dropping") struct DropOrderTests {
    @Test func dropsWhoRefersFirst() {
        let order = DropOrder(
            ["grandparent", "parent", "child", "alone"],
            references: [
                .init(child: "parent", parent: "GRANDPARENT"), .init(child: "Child", parent: "parent"),
                .init(child: "parent", parent: "parent"), .init(child: "child", parent: "missing"),
            ])
        #expect(order.tables == ["child", "alone", "parent", "grandparent"])
    }

    @Test func endsWithCircles() {
        let order = DropOrder(
            ["a", "b", "free"], references: [.init(child: "a", parent: "b"), .init(child: "b", parent: "a")])
        #expect(order.tables == ["free", "a", "b"])
    }
}
