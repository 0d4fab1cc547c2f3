using System.Text;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>A log read as one unit, with every row kept.</summary>
internal sealed record ScannedLog(TextUnitResult Result, List<KeptRows.Row> Rows)
{
    internal const string IisFields = "#Fields: date time cs-method cs-uri-stem cs-uri-query cs(User-Agent) sc-status\r\n";

    internal const string ProxyFields =
        "#Log-type: HttpProxy Logs\r\n#Fields: DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,"
        + "Protocol,UserAgent,HttpStatus\r\n";

    internal IEnumerable<string> Codes => Result.Diagnostics.Select(d => d.Code);

    internal static ScannedLog Iis(string text, params string[] literals) =>
        Read(TextKinds.Iis, LogDialect.W3c, Encoding.UTF8.GetBytes(text), literals);

    internal static ScannedLog Proxy(string text, params string[] literals) =>
        Read(TextKinds.HttpProxy, LogDialect.ExchangeCsv, Encoding.UTF8.GetBytes(text), literals);

    internal static ScannedLog Csv(string kind, string text) =>
        Read(kind, LogDialect.ExchangeCsv, Encoding.UTF8.GetBytes(text), []);

    internal static ScannedLog Read(string kind, LogDialect dialect, byte[] bytes, params string[] literals)
    {
        KeptRows sink = new();
        TextUnitResult result = new TextUnitScanner(sink).Scan(
            Unit(kind, dialect), new ArrayBytes(bytes), Search(literals), null, TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, result.EndOffset);
        return new ScannedLog(result, sink.Rows);
    }

    internal static TextUnit Unit(string kind, LogDialect dialect, long start = 0, long stop = long.MaxValue) =>
        new("log", new LogHeader(kind, dialect, [], "", ""), start, stop, StartsInLine: false, IsUtf16: false);

    internal static RowSearch Search(params string[] literals) =>
        literals.Length == 0 ? new RowSearch(null, EveryRow: true) : new RowSearch(LiteralSet.Compile(literals), EveryRow: false);
}
