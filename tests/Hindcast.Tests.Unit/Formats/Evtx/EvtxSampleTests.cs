using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Real files against what others found in them.</summary>
public sealed class EvtxSampleTests
{
    [Fact]
    public void Record_and_error_counts_are_those_of_the_published_table()
    {
        string samples = SharedSamples.Unpacked("evtx");
        int compared = 0;
        foreach (string line in File.ReadLines(Directory.GetFiles(samples, "evtx_expected_records_*.csv", SearchOption.AllDirectories)[0]).Skip(1))
        {
            string[] columns = line.Split(',');
            string[] found = Directory.GetFiles(samples, columns[0], SearchOption.AllDirectories);
            if (found.Length == 0)
            {
                continue;
            }

            compared++;
            long damagedInPlace = 0;
            using EvtxReader reader = EvtxReader.Open(found[0]);
            while (reader.Read())
            {
                damagedInPlace += (reader.Record.Doubts & (EvtxRecordDoubts.Damaged | EvtxRecordDoubts.AfterBreak))
                    == EvtxRecordDoubts.Damaged ? 1 : 0;
            }

            EvtxSummary summary = reader.Summary;
            Assert.Equal(long.Parse(columns[1], CultureInfo.InvariantCulture), summary.Records);

            // The table's reader stops a chunk at its first break and does not count zeros as one; this one goes on.
            HashSet<long> brokenChunks = [];
            foreach (Hindcast.Evidence.Diagnostic diagnostic in summary.Diagnostics)
            {
                if (diagnostic.Code == "HC3011" && !diagnostic.Found.StartsWith("0x00000000", StringComparison.Ordinal))
                {
                    brokenChunks.Add((diagnostic.Location.OffsetBytes - 4096) / 65536);
                }
            }

            Assert.Equal(
                long.Parse(columns[2], CultureInfo.InvariantCulture), damagedInPlace + brokenChunks.Count + summary.BrokenChunks);
        }

        Assert.Equal(11, compared);
    }

    [Fact]
    public void All_samples_are_read_to_well_formed_json_and_xml_with_loss_only_where_it_is_known()
    {
        long records = 0;
        List<string> lossy = [];
        int files = 0;
        EvtxTextBuffer text = new();
        foreach (string file in Files("evtx"))
        {
            files++;
            using EvtxReader reader = EvtxReader.Open(file);
            while (reader.Read())
            {
                text.Clear();
                EvtxJson.Write(reader.Record, text);
                using JsonDocument json = JsonDocument.Parse(text.Written.ToArray());
                text.Clear();
                EvtxXml.Write(reader.Record, text);
                Assert.NotNull(System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(text.Written)));
                records++;
            }

            if (reader.Summary.DamagedRecords + reader.Summary.LostRecords > 0)
            {
                lossy.Add(Path.GetFileName(file));
            }
        }

        Assert.Equal(354, files);
        Assert.Equal(40_710, records);
        Assert.Equal(4, lossy.Count);
    }

    [Fact]
    public void Fields_equal_the_reference_json_of_the_regression_cases()
    {
        int files = 0;
        foreach (string file in Files("sigma-regression"))
        {
            string reference = Path.ChangeExtension(file, ".json");
            (List<string> lines, EvtxSummary summary) = EvtxText.Json(File.ReadAllBytes(file));
            Utf8JsonReader json = new(File.ReadAllBytes(reference), new JsonReaderOptions { AllowMultipleValues = true });
            int index = 0;
            while (json.Read())
            {
                using JsonDocument expected = JsonDocument.ParseValue(ref json);
                using JsonDocument actual = JsonDocument.Parse(lines[index++]);
                AssertSame(expected.RootElement, actual.RootElement, Path.GetFileName(file));
            }

            Assert.Equal(index, lines.Count);
            Assert.Equal(index, summary.Records);
            files++;
        }

        Assert.Equal(128, files);
    }

    [Fact]
    public void Record_counts_equal_those_of_evtxexport_wherever_it_reads_the_whole_file()
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(static folder => Path.Combine(folder, "evtxexport")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(path is not null, "evtxexport (libevtx-utils) is not installed");

        // It stops at damage or at what it does not know in these; we read more.
        string[] fewer =
        [
            "2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx",
            "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx",
            "E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
            "E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
            "MSExchange_Management_wec.evtx",
            "Microsoft-Windows-HelloForBusiness%4Operational.evtx",
            "Microsoft-Windows-LanguagePackSetup%4Operational.evtx",
            "sample-with-zero-data-size-event.evtx",
            "sample_with_a_bad_chunk_magic.evtx",
        ];
        foreach (string file in Files("evtx"))
        {
            ProcessStartInfo start = new(path!, ["-f", "xml", file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            long theirs = 0;
            while (process.StandardOutput.ReadLine() is { } line)
            {
                theirs += line.StartsWith("<Event ", StringComparison.Ordinal) ? 1 : 0;
            }

            process.WaitForExit();
            using EvtxReader reader = EvtxReader.Open(file);
            while (reader.Read())
            {
            }

            long ours = reader.Summary.Records;
            if (fewer.Contains(Path.GetFileName(file)))
            {
                Assert.True(ours + reader.Summary.RecordsAfterBreak >= theirs, $"{file}: {ours} of {theirs}");
            }
            else
            {
                Assert.True(ours == theirs, $"{file}: {ours}, evtxexport {theirs}");
            }
        }
    }

    [Fact]
    public void Several_threads_give_the_same_json_as_one_reader()
    {
        foreach (string file in Files("evtx"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            (List<string> lines, EvtxSummary one) = EvtxText.Json(bytes);
            List<string> parallel = [];
            using EvtxSource source = EvtxSource.FromMemory(bytes, "test.evtx");
            EvtxSummary several = EvtxScan.Run(source, new JsonHandler(parallel), null, 4, TestContext.Current.CancellationToken);
            Assert.Equal(lines, parallel);
            Assert.Equal(one.Diagnostics, several.Diagnostics);
            Assert.Equal(one.Signs, several.Signs);
            Assert.Equal(
                one with { Diagnostics = [], Signs = [] },
                several with { Diagnostics = [], Signs = [] });
        }
    }

    private static IEnumerable<string> Files(string archive) =>
        Directory.EnumerateFiles(SharedSamples.Unpacked(archive), "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static void AssertSame(JsonElement expected, JsonElement actual, string where)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            Assert.True(actual.ValueKind == JsonValueKind.Object, where);
            Assert.Equal(
                expected.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal),
                actual.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
            foreach (JsonProperty property in expected.EnumerateObject())
            {
                AssertSame(property.Value, actual.GetProperty(property.Name), $"{where}/{property.Name}");
            }

            return;
        }

        // One reference was written by hand: the file holds "Explorer.EXE" (evtxexport agrees).
        string known = Normal(expected).Replace("Explorer.exe", "Explorer.EXE", StringComparison.Ordinal);
        Assert.True(
            Normal(expected) == Normal(actual) || (where.StartsWith("ad691d92", StringComparison.Ordinal) && known == Normal(actual)),
            $"{where}: expected {expected}, found {actual}");
    }

    /// <summary>The reference writes GUIDs without braces, times to the microsecond, and no blanks at the end.</summary>
    private static string Normal(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.GetRawText();
        }

        string text = value.GetString()!;
        if (Guid.TryParse(text, out Guid id))
        {
            return id.ToString();
        }

        bool isTime = text.Length is >= 27 and <= 30 && text[10] == 'T' && text[^1] == 'Z';
        return isTime ? text[..26] : text.TrimEnd();
    }

    private sealed class JsonHandler(List<string> lines) : IEvtxBatchHandler<List<string>>
    {
        public List<string> Create() => [];

        public void Handle(EvtxRecord record, List<string> batch)
        {
            EvtxTextBuffer text = new(1024);
            EvtxJson.Write(record, text);
            batch.Add(Encoding.UTF8.GetString(text.Written));
        }

        public void Complete(List<string> batch)
        {
            lines.AddRange(batch);
            batch.Clear();
        }
    }
}
