using System.Globalization;

namespace Hindcast.Analysis.Sunburst;

/// <summary>The domain name of an infected server, put together from the pieces that were seen.</summary>
/// <param name="Text">The name as far as it can be read; <c>...</c> where a piece is missing; "" when nothing can be read.</param>
/// <param name="IsComplete">True when the last piece and all before the highest number seen are there.</param>
/// <param name="Remark">What is missing or doubtful, in words; "" when nothing is.</param>
public sealed record SunburstDomain(string Text, bool IsComplete, string Remark)
{
    private const string Gap = "...";

    /// <summary>Nothing was seen.</summary>
    public static readonly SunburstDomain None = new("", false, "no piece of the domain name was seen");

    /// <summary>Puts the pieces of one server together: in order, joined first and decoded then.</summary>
    /// <param name="records">Name records of one host id, in any order; others are passed over.</param>
    public static SunburstDomain Join(IEnumerable<SunburstRecord> records)
    {
        SortedDictionary<int, string> pieces = [];
        bool conflict = false;
        foreach (IGrouping<int, SunburstRecord> group in records.Where(r => r.Kind == SunburstRecordKind.Name).GroupBy(r => r.Piece))
        {
            // The substitution has several ways to write one text, so the text is compared where there is one.
            var spellings = group.GroupBy(r => r.PieceText.Length > 0 ? r.PieceText : r.Payload, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
            conflict |= spellings.Length > 1;
            pieces[group.Key] = spellings[0].Select(r => r.Payload).Order(StringComparer.Ordinal).First();
        }

        if (pieces.Count == 0)
        {
            return None;
        }

        SunburstDomain domain = pieces.TryGetValue(0, out string? first) && SunburstText.IsBase32(first)
            ? JoinBase32(pieces)
            : JoinSubstitution(pieces);
        return conflict
            ? domain with { Remark = Words(domain.Remark, "pieces of one number say different things: two servers, or forged names") }
            : domain;
    }

    /// <summary>
    /// The sender puts a 0 behind a piece that would end in 0, and a full piece gives its last character back for it. So one
    /// 0 at the end is never part of the text.
    /// </summary>
    internal static string WithoutGuard(string payload) => payload.EndsWith('0') ? payload[..^1] : payload;

    private static SunburstDomain JoinSubstitution(SortedDictionary<int, string> pieces)
    {
        List<string> parts = [];
        int next = 0;
        foreach ((int number, string payload) in pieces)
        {
            if (number != SunburstRecord.LastPiece && number != next)
            {
                parts.Add(Gap);
            }

            parts.Add(SunburstText.TrySubstitution(WithoutGuard(payload), out string text, out _) ? text : Gap);
            next = number + 1;
        }

        bool hasLast = pieces.ContainsKey(SunburstRecord.LastPiece);
        if (!hasLast)
        {
            parts.Add(Gap);
        }

        if (pieces.Count == 1 && hasLast)
        {
            return LoneBase32(pieces[SunburstRecord.LastPiece]) ?? new SunburstDomain(
                string.Concat(parts), !parts.Contains(Gap), "only the last piece was seen: the whole name, or the end of a longer one");
        }

        string missing = Missing(pieces);
        return new SunburstDomain(string.Concat(parts), hasLast && missing.Length == 0 && !parts.Contains(Gap), missing);
    }

    /// <summary>A name in base 32 that fits in one piece.</summary>
    private static SunburstDomain? LoneBase32(string payload) =>
        SunburstText.IsBase32(payload) && SunburstText.TryBase32(WithoutGuard(payload), isWhole: true, out string text, out _)
            ? new SunburstDomain(text, true, "")
            : null;

    private static SunburstDomain JoinBase32(SortedDictionary<int, string> pieces)
    {
        // Pieces end within a byte: only what follows the first without a hole can be read.
        string joined = "";
        int next = 0;
        while (pieces.TryGetValue(next, out string? payload))
        {
            joined += WithoutGuard(payload);
            next++;
        }

        string missing = Missing(pieces);
        bool hasLast = pieces.TryGetValue(SunburstRecord.LastPiece, out string? last);
        if (hasLast && missing.Length == 0
            && SunburstText.TryBase32(joined + WithoutGuard(last!), isWhole: true, out string whole, out string fault))
        {
            return new SunburstDomain(whole, true, "");
        }

        string readable = SunburstText.TryBase32(joined, isWhole: false, out string text, out fault) ? text : "";
        string remark = hasLast && missing.Length == 0 ? $"the joined pieces do not decode ({fault}): a piece in between was not seen" : missing;
        return new SunburstDomain(readable + Gap, false, remark);
    }

    private static string Missing(SortedDictionary<int, string> pieces)
    {
        int highest = pieces.Keys.Where(k => k != SunburstRecord.LastPiece).DefaultIfEmpty(-1).Max();
        int[] holes = [.. Enumerable.Range(0, highest + 1).Where(n => !pieces.ContainsKey(n))];
        return Words(
            holes.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"piece {string.Join(", ", holes)} not seen") : "",
            pieces.ContainsKey(SunburstRecord.LastPiece) ? "" : "the last piece was not seen");
    }

    private static string Words(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first}; {second}";
}
