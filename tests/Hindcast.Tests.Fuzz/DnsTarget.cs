using System.Text;
using Hindcast.Analysis.Sunburst;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Fuzz;

/// <summary>
/// Reads the input as every kind of DNS and proxy log with every row cut, as a DNS message, and as first-stage names. Anything
/// thrown is a find.
/// </summary>
internal static class DnsTarget
{
    private static readonly (string Kind, LogDialect Dialect)[] Logs =
    [
        (TextKinds.ZeekDns, LogDialect.Tab), (TextKinds.ZeekDns, LogDialect.JsonLines), (TextKinds.PassiveDns, LogDialect.JsonLines),
        (TextKinds.PassiveDns, LogDialect.Csv), (TextKinds.WindowsDnsDebug, LogDialect.DnsDebug),
        (TextKinds.WindowsDnsDebug, LogDialect.DnsDebugDayFirst), (TextKinds.BindQuery, LogDialect.BindQuery),
        (TextKinds.Squid, LogDialect.Squid), (TextKinds.ProxyW3c, LogDialect.W3c),
    ];

    public static void Run(byte[] input)
    {
        _ = FormatDetector.Detect(input);
        _ = DnsMessage.Answers(input);
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n').Take(64))
        {
            _ = SunburstName.Decode(line);
            _ = DnsNames.FromLabels(line);
        }

        foreach ((string kind, LogDialect dialect) in Logs)
        {
            Sink sink = new();
            TextUnit unit = new("fuzz.log", new LogHeader(kind, dialect, [], "", ""), 0, long.MaxValue, StartsInLine: false, IsUtf16: false);
            TextUnitResult result = new TextUnitScanner(sink).Scan(
                unit, new Bytes(input), new RowSearch(null, EveryRow: true), null, CancellationToken.None);
            if (result.EndOffset != input.Length || result.Hours.Values.Sum() != result.Records)
            {
                throw new InvalidOperationException($"{dialect}: {result.EndOffset} of {input.Length} bytes, {result.Records} records");
            }

            _ = SunburstAnalysis.Run(sink.Queries.Select(q => new SunburstSighting(q.Name, q.Time, q.Answers, q.Client, "")));
        }
    }

    private sealed class Sink : ITextRowSink
    {
        private readonly TextRow _row = new();

        public List<DnsQuery> Queries { get; } = [];

        public void OnRow(
            ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
        {
            _row.Bind(line, header);
            KeyValuePair<string, string>[] fields =
                [.. Enumerable.Range(0, _row.Count).Select(i => KeyValuePair.Create(_row.Name(i), _row.Value(i).ToString()))];
            if (DnsQuery.From(header.Kind, time, new SourceLocation("fuzz.log", offsetBytes, lengthBytes), fields) is { } query)
            {
                Queries.Add(query);
            }
        }
    }

    private sealed class Bytes(byte[] all) : ITextBytes
    {
        private int _at;

        public int Read(Span<byte> buffer)
        {
            int taken = Math.Min(buffer.Length, all.Length - _at);
            all.AsSpan(_at, taken).CopyTo(buffer);
            _at += taken;
            return taken;
        }
    }
}
