using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Simulation.Truths;
using Hindcast.Tests.Unit.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Simulation;

/// <summary>Kinds of evidence that not every scenario has: Sysmon, listings of files, IIS logs cut by size, Orion servers.</summary>
public sealed class EvidenceKindTests
{
    private const string Intruded = """
        id: t
        server: {product: [2016-cu19], users: 40}
        period: {from: 2021-03-02, days: 4}
        logs: {also: [evtx-sysmon], listing: LISTING, iis-rotation: size, iis-size-kb: 20}
        intrusions: [{actor: mass-wave, at: 2021-03-03T04:20:00Z}]
        """;

    [Theory]
    [InlineData("csv", "files.csv")]
    [InlineData("bodyfile", "bodyfile.txt")]
    public void A_listing_has_the_hashes_and_times_of_the_files_and_the_truth_knows_its_rows(string form, string name)
    {
        using SimulatedServer server = new(Intruded.Replace("LISTING", form, StringComparison.Ordinal));
        string path = Assert.Single(server.Files(name));
        ReadArtefact read = ReadArtefact.Of(File.ReadAllText(path));
        TruthFile page = server.Truth.Intrusions.Single().Files.First(f => f.Kind == "page");
        ArtefactRecord row = Assert.Single(read.Records, r => r.Value("TargetFilename").EndsWith(Path.GetFileName(page.Path), StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(server.At(page.Path)))), row.Value("SHA256"));
        Assert.Equal(page.Written.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), row.Time!.Value.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        TruthLine line = server.Truth.Intrusions.Single().Steps.SelectMany(s => s.Lines).First(l => l.File.EndsWith(name, StringComparison.Ordinal));
        Assert.Equal((row.Location.Line, row.Location.OffsetBytes), (line.Line, line.OffsetBytes));
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void Iis_logs_are_cut_by_size_and_the_truth_follows_its_rows()
    {
        using SimulatedServer bySize = new(Intruded.Replace("LISTING", "none", StringComparison.Ordinal));
        using SimulatedServer byDay = new(Intruded.Replace("LISTING", "none", StringComparison.Ordinal).Replace("iis-rotation: size, ", "", StringComparison.Ordinal));
        string[] files = [.. bySize.Files("u_extend*.log").Where(f => f.Contains("W3SVC1", StringComparison.Ordinal)).OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal)];
        Assert.True(files.Length > 2);
        Assert.All(files[..^1], f => Assert.InRange(new FileInfo(f).Length, 20 << 10, 24 << 10));
        string[] Rows(IEnumerable<string> of) => [.. of.SelectMany(File.ReadAllLines).Where(r => !r.StartsWith('#'))];
        Assert.Equal(Rows(byDay.Files("u_ex*.log").Where(f => f.Contains("W3SVC1", StringComparison.Ordinal))), Rows(files));
        Assert.All(files, f => Assert.Equal(4, File.ReadLines(f).Count(r => r.StartsWith('#'))));
        TruthLine[] lines = [.. bySize.Truth.Intrusions.Single().Steps.SelectMany(s => s.Lines).Where(l => l.File.Contains("W3SVC1", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            byte[] bytes = File.ReadAllBytes(bySize.At(line.File));
            Assert.StartsWith(
                line.Time.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(bytes, (int)line.OffsetBytes, (int)line.LengthBytes), StringComparison.Ordinal);
            Assert.Equal(line.Line - 1, bytes.AsSpan(0, (int)line.OffsetBytes).Count((byte)'\n'));
        });
    }

    [Fact]
    public void Sysmon_tells_of_the_same_processes_as_the_audit_and_leaves_other_logs_as_they_were()
    {
        using SimulatedServer with = new(Intruded.Replace("LISTING", "none", StringComparison.Ordinal));
        using SimulatedServer without = new(Intruded.Replace("LISTING", "none", StringComparison.Ordinal).Replace("also: [evtx-sysmon], ", "", StringComparison.Ordinal));
        Assert.Single(with.Files("Microsoft-Windows-Sysmon*.evtx"));
        Assert.Empty(without.Files("Microsoft-Windows-Sysmon*.evtx"));
        Assert.All(without.Files("*.*"), f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(with.At(Path.GetRelativePath(without.Result.EvidenceFolder, f)))));
        TruthLine[] lines = [.. with.Truth.Intrusions.Single().Steps.Single(s => s.Kind == "page-used").Lines];
        TruthLine audit = Assert.Single(lines, l => l.File.EndsWith("Security.evtx", StringComparison.Ordinal)), sysmon = Assert.Single(lines, l => l.File.Contains("Sysmon", StringComparison.Ordinal));
        Assert.InRange((sysmon.Time.Utc - audit.Time.Utc).TotalMilliseconds, 0, 50);
    }

    [Fact]
    public void Exchange_2013_writes_the_web_service_log_without_a_ring()
    {
        using SimulatedServer old = new("id: t\nserver: {product: [2013-cu23], users: 20}\nperiod: {from: 2021-03-02, days: 1}", scale: 0.002);
        string file = old.Files("Ews_*.LOG")[0];
        string[] fields = File.ReadAllLines(file).First(r => r.StartsWith("#Fields: ", StringComparison.Ordinal))[9..].Split(',');
        Assert.DoesNotContain("Ring", fields);
        Assert.All(File.ReadAllLines(file).Where(r => char.IsDigit(r[0])), row => Assert.Equal(fields.Length, CsvRow.Split(row).Length));
    }

    [Fact]
    public void An_Orion_server_has_its_own_logs_and_files_and_none_of_Exchange()
    {
        using SimulatedServer server = SimulatedServer.Of("sunburst/orion-hands-on", seed: 3);
        Assert.Empty(server.Files("*.LOG"));
        Assert.Contains("value=\"5\"", File.ReadAllText(Assert.Single(server.Files("*.dll.config"))), StringComparison.Ordinal);
        string[] names = [.. server.Files("dns*.log").SelectMany(File.ReadAllLines).Where(r => r.Contains("avsvmcloud", StringComparison.Ordinal)).Select(r => r.Split('\t')[9])];
        Assert.True(names.Length > 5);
        Assert.All(names, n => Assert.NotNull(Hindcast.Analysis.Sunburst.SunburstName.Decode(n).Record));
        Assert.Equal("corp.contoso.example", Hindcast.Analysis.Sunburst.SunburstDomain.Join(names.Select(n => Hindcast.Analysis.Sunburst.SunburstName.Decode(n).Record!)).Text);
        Assert.Equal(Outcome.Used, server.Truth.Happened);
        Assert.Equal("SUNBURST", Assert.Single(server.Truth.Exposure).Vulnerability);
    }
}
