using System.Globalization;

namespace Hindcast.Analysis.Sunburst;

/// <summary>Decoded names and servers in words, the same everywhere.</summary>
public static class SunburstWords
{
    /// <summary>One name, in a sentence.</summary>
    public static string Of(SunburstRecord record)
    {
        string what = record.Kind switch
        {
            SunburstRecordKind.Name when record.Piece == SunburstRecord.LastPiece => $"last piece of the domain name: '{Shown(record)}'",
            SunburstRecordKind.Name => string.Create(CultureInfo.InvariantCulture, $"piece {record.Piece} of the domain name: '{Shown(record)}'"),
            SunburstRecordKind.Ping => $"ping of {record.Time}",
            _ => $"report of {record.Time}: {Of(record.Products)}",
        };
        string stage = record.IsStage2 ? "; flag set: stage 2, chosen by the operators" : "";
        string other = record.OtherReading.Length > 0 ? $" (decoders that go by length alone read: {record.OtherReading})" : "";
        return $"server {record.HostId}, {record.Region}: {what}{stage}{other}";
    }

    /// <summary>One server: a heading, then what is known of it, line by line.</summary>
    public static IEnumerable<string> Of(SunburstHost host)
    {
        yield return Headline(host);
        if (host.First is { } first && host.Last is { } last)
        {
            yield return $"  asked from {first} to {last}{Asked(host)}";
        }

        if (host.FirstEncoded is { } from && host.LastEncoded is { } to)
        {
            yield return $"  its own clock in the names: {from} to {to} (half hours)";
        }

        if (host.Products.Count > 0)
        {
            yield return $"  security products on it: {Of(host.Products)}";
        }

        if (host.SecondStageNames.Count > 0)
        {
            yield return $"  second stage: {string.Join(", ", host.SecondStageNames)}";
        }

        if (host.WentOnAfterTermination)
        {
            yield return "  asked again more than an hour after an answer that ends the implant: it did not end, or it was started again";
        }

        foreach (string missing in host.Missing)
        {
            yield return $"  missing: {missing}";
        }
    }

    /// <summary>One server in one sentence.</summary>
    public static string Headline(SunburstHost host) =>
        $"Server {host.HostId}, domain {(host.Domain.Text.Length > 0 ? host.Domain.Text : "not known")}: {Of(host.Stage)}"
        + (host.ChosenAt is { } chosen ? $" (first sign {chosen})" : "");

    /// <summary>A stage in words.</summary>
    public static string Of(SunburstStage stage) => stage switch
    {
        SunburstStage.Beaconed => "beaconed; nothing shows that the operators took notice",
        SunburstStage.Profiled => "beaconed and profiled (security products, signs of life)",
        SunburstStage.PassedOn => "kept alive by an answer, in stage 1",
        SunburstStage.Terminated => "told to end; the operators, or a filter at home, switched it off",
        SunburstStage.Chosen => "chosen by the operators (stage 2)",
        _ => "hands-on access offered: a CNAME named the second stage",
    };

    private static string Shown(SunburstRecord record) => record.PieceText.Length > 0 ? record.PieceText : record.Payload;

    private static string Asked(SunburstHost host) =>
        $" ({string.Join(", ", host.Queries.Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.Value} {q.Key.ToString().ToLowerInvariant()}")))})"
        + (host.Clients.Count > 0 ? $", by {string.Join(", ", host.Clients.Take(5))}{(host.Clients.Count > 5 ? " ..." : "")}" : "");

    private static string Of(IReadOnlyList<SunburstProduct> products) => products.Count == 0
        ? "no security product"
        : string.Join(", ", products.Select(p => $"{p.Name} ({(p.IsStopped && p.IsRunning ? "stopped, was running" : p.IsStopped ? "stopped" : "running")})"));
}
