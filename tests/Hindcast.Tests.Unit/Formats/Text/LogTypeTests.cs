using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Mappings;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>
/// One small log of each type that IIS and Exchange write, in the shape of the real one, read to its last column
/// (data/*/in.log, accepted as out.txt); and the real fragments of the shared data.
/// </summary>
public sealed class LogTypeTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Hindcast.Tests.Unit", "Formats", "Text", "data");

    public static TheoryData<string> Types => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Log_type_is_read_by_its_own_header(string type)
    {
        string read = Describe(File.ReadAllBytes(Path.Combine(Folder, type, "in.log")));
        string accepted = Path.Combine(Folder, type, "out.txt");
        if (Environment.GetEnvironmentVariable("HINDCAST_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(accepted, read);
        }

        Assert.Equal(File.ReadAllText(accepted), read);
        Assert.Contains("services ", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_fragments_have_the_columns_of_their_header_and_no_trouble()
    {
        string folder = Path.Combine(SharedSamples.Unpacked("exchange-fragments"), "exchange-fragments");
        string[] files = [.. Directory.GetFiles(Path.Combine(folder, "artefacts.help-CC0"), "*.LOG", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(16, files.Length);
        Assert.All(files, file =>
        {
            ScannedLog log = Read(File.ReadAllBytes(file), out DetectedFormat format);
            Assert.Empty(log.Codes);
            Assert.NotEmpty(log.Rows);
            Assert.NotEmpty(Services(format.Kind));
            Assert.All(log.Rows, row => Assert.Equal(row.Header.Fields.Count, Bind(row).Count));
        });
    }

    private static string Describe(byte[] bytes)
    {
        ScannedLog log = Read(bytes, out DetectedFormat format);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"kind {format.Kind}, {format.Dialect}\n");
        text.Append(CultureInfo.InvariantCulture, $"services {string.Join(", ", Services(format.Kind))}\n");
        text.Append(CultureInfo.InvariantCulture, $"records {log.Result.Records}, bad {log.Result.BadRecords}, lost bytes {log.Result.LostBytes}\n");
        text.Append(CultureInfo.InvariantCulture, $"from {log.Result.First} to {log.Result.Last}\n");
        foreach (BuildSighting build in log.Result.Builds)
        {
            text.Append(CultureInfo.InvariantCulture, $"build {build.Build} ({build.Precision}) in {build.Records} rows, by {build.Source}\n");
        }

        foreach (Diagnostic diagnostic in log.Result.Diagnostics)
        {
            text.Append(CultureInfo.InvariantCulture, $"{diagnostic}\n");
        }

        foreach (KeptRows.Row row in log.Rows)
        {
            TextRow bound = Bind(row);
            text.Append(CultureInfo.InvariantCulture, $"row at {row.Offset}, {row.Length} bytes, {bound.Count} of {row.Header.Fields.Count} columns, {row.Time}\n");
            for (int i = 0; i < bound.Count; i++)
            {
                if (!bound.Value(i).IsEmpty)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  {bound.Name(i)} = {bound.Value(i)}\n");
                }
            }
        }

        return text.ToString();
    }

    private static ScannedLog Read(byte[] bytes, out DetectedFormat format)
    {
        format = FormatDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, FormatDetector.HeadBytes)));
        Assert.True(format.IsTextLog);
        return ScannedLog.Read(format.Kind, format.Dialect!.Value, bytes);
    }

    private static TextRow Bind(KeptRows.Row row)
    {
        TextRow bound = new();
        bound.Bind(Encoding.UTF8.GetBytes(row.Text), row.Header);
        return bound;
    }

    /// <summary>The log sources by which a rule can name this kind of log and no other.</summary>
    private static IEnumerable<string> Services(string kind)
    {
        string log = kind == TextKinds.Iis ? "iis" : kind.Replace("exchange-", "exchange/", StringComparison.Ordinal);
        return SigmaMappingSet.BuiltIn.Mappings
            .Where(m => m.LogSource.Service.Length + m.LogSource.Category.Length > 0 && !m.LogSource.Category.StartsWith("indicator_", StringComparison.Ordinal) && m.Sources.Any(s => s.When.Any(
                w => w.Key == "Log" && w.Value.Any(v => SigmaPattern.Parse(v).Matches(log)))))
            .Select(m => string.Join('/', new[] { m.LogSource.Product, m.LogSource.Category, m.LogSource.Service }.Where(p => p.Length > 0)))
            .Order(StringComparer.Ordinal);
    }
}
