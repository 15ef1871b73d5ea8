import Events

extension AccountFacts {
    /// Reads `accounts.csv`: one account a row, with `id` and `name` and whatever other columns there are.
    ///
    /// - Throws: every row that is wrong, by its line.
    static func parse(_ file: SourceFile) throws(PlaybookErrors) -> [(line: Int, AccountFacts)] {
        let table: CSVTable
        do throws(InputError) {
            table = try CSVTable(file, needing: ["id", "name"], only: false)
            guard !table.names.contains("line") else {
                throw InputError(
                    path: file.path,
                    line: 1,
                    found: "a column named line",
                    expected: "another name for it: line is what the rep reads of an account"
                )
            }
        } catch {
            throw PlaybookErrors(errors: [error])
        }
        var errors: [InputError] = []
        var accounts: [(Int, AccountFacts)] = []
        for row in table.rows {
            do {
                accounts.append((row.line, try AccountFacts(row, of: table)))
            } catch {
                errors.append(error)
                guard errors.count < mostErrors else { break }
            }
        }
        guard errors.isEmpty else { throw PlaybookErrors(errors: errors) }
        return accounts
    }

    /// Whoever exported a table wrongly has the same mistake in every row.
    private static let mostErrors = 20

    private init(_ row: CSVTable.Row, of table: CSVTable) throws(InputError) {
        var fields = JSONObject()
        for (name, field) in zip(table.names, row.fields) where !field.text.isEmpty {
            fields[name] = field.json
        }
        // A customer's number is text here, since it is no amount.
        let (id, name) = (table.field("id", of: row), table.field("name", of: row))
        guard let id = id?.text, !id.isEmpty else { throw table.error(row, "no id", "a text") }
        guard let name = name?.text, !name.isEmpty else {
            throw table.error(row, "no name", "a text")
        }
        (fields["id"], fields["name"]) = (.string(id), .string(name))
        guard CanonicalJSON.encode(fields).count <= Self.mostBytes else {
            throw table.error(row, "too much for a summary", "16 KiB at most")
        }
        self.init(id: id, name: name, fields: fields)
    }
}

extension DiscountRules {
    /// Reads `pricing.csv`: one tier a row, from the smallest share to the largest.
    ///
    /// Above the last nobody decides.
    static func parse(_ file: SourceFile) throws(InputError) -> DiscountRules {
        let table = try CSVTable(file, needing: ["up_to_percent", "approver"], only: true)
        guard !table.rows.isEmpty else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "names without tiers",
                expected: "a tier in each row below them"
            )
        }
        var tiers: [Tier] = []
        for row in table.rows {
            let (share, approver) = (
                table.field("up_to_percent", of: row), table.field("approver", of: row)
            )
            guard let upTo = share.flatMap({ Percent($0.text) }) else {
                throw table.error(
                    row,
                    "up_to_percent: no share",
                    "0 to 100 with at most one decimal, such as 12.5"
                )
            }
            guard let approver, !trimmed(approver.text[...]).isEmpty else {
                throw table.error(row, "approver: no text", "a role, such as rep")
            }
            if let last = tiers.last, upTo <= last.upTo {
                throw table.error(row, "a tier that is not above the one before", "a larger share")
            }
            tiers.append(Tier(upTo: upTo, approver: String(trimmed(approver.text[...]))))
        }
        return DiscountRules(tiers: tiers, above: nil, floor: nil, inReturnFor: [])
    }
}

extension CSVTable.Field {
    /// A whole number or a flag that is written as one and stands in no quotes, else text: `007` stays what
    /// it is.
    fileprivate var json: JSON {
        guard !isQuoted else { return .string(text) }
        if let number = Int64(text), String(number) == text,
            number.magnitude <= JSON.largestInteger
        {
            return .integer(number)
        }
        return ["true": .bool(true), "false": .bool(false)][text] ?? .string(text)
    }
}
