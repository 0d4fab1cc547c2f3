using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;
using Hindcast.Simulation.EventLogs;
using Hindcast.Simulation.Servers;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Simulation;

public sealed class EvtxWriterTests
{
    private static readonly DateTime Start = new(2021, 3, 3, 4, 23, 22, 370, DateTimeKind.Utc);

    [Fact]
    public void Events_are_read_back_as_they_were_written()
    {
        using TempEvtx file = new();
        EventEntry[] written = [.. Enumerable.Range(0, 700).Select(i => Entry(i))];
        file.Write(written, 4711);
        List<XElement> read = file.Read(out EvtxSummary summary);

        Assert.Equal(written.Length, read.Count);
        Assert.Empty(summary.Diagnostics);
        foreach ((EventEntry expected, XElement actual) in written.Zip(read))
        {
            XNamespace ns = actual.Name.Namespace;
            XElement system = actual.Element(ns + "System")!;
            Assert.Equal(expected.Form.Id.ToString(CultureInfo.InvariantCulture), system.Element(ns + "EventID")!.Value);
            Assert.Equal(expected.Form.Provider, system.Element(ns + "Provider")!.Attribute("Name")!.Value);
            Assert.Equal("Security", system.Element(ns + "Channel")!.Value);
            Assert.Equal("ex01.contoso.example", system.Element(ns + "Computer")!.Value);
            Assert.StartsWith(new DateTime(expected.Ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture), system.Element(ns + "TimeCreated")!.Attribute("SystemTime")!.Value, StringComparison.Ordinal);
            XElement[] data = [.. actual.Element(ns + "EventData")!.Elements()];
            Assert.Equal(expected.Values, data.Select(d => d.Value));
            Assert.Equal(expected.Form.Names, data.Select(d => d.Attribute("Name")?.Value).OfType<string>());
        }

        Assert.Equal(Enumerable.Range(4711, written.Length).Select(n => n.ToString(CultureInfo.InvariantCulture)), read.Select(e => e.Element(e.Name.Namespace + "System")!.Element(e.Name.Namespace + "EventRecordID")!.Value));
    }

    [Fact]
    public void A_place_that_the_writer_names_is_the_place_of_the_record()
    {
        using TempEvtx file = new();
        (long Number, long Offset)[] places = file.Write([.. Enumerable.Range(0, 400).Select(i => Entry(i))], 1);
        byte[] bytes = File.ReadAllBytes(file.Path);
        Assert.All(places, place =>
        {
            Assert.Equal(0x2A2A, BitConverter.ToInt32(bytes, (int)place.Offset));
            Assert.Equal(place.Number, BitConverter.ToInt64(bytes, (int)place.Offset + 8));
        });
    }

    [Fact]
    public void A_cleared_log_says_so_as_real_ones_do()
    {
        using TempEvtx file = new();
        file.Write([new EventEntry(LogKind.EvtxSecurity, Start.Ticks, EventForms.SecurityCleared, ["S-1-5-18", "EX01$", "CONTOSO", "0x3e7"])], 1);
        XElement read = Assert.Single(file.Read(out EvtxSummary summary));
        Assert.Equal("LogFileCleared", Assert.Single(read.Element(read.Name.Namespace + "UserData")!.Elements()).Name.LocalName);
        LogSign sign = Assert.Single(summary.Signs, s => s.Kind == LogSignKind.LogCleared);
        Assert.Equal("Security, by CONTOSO\\EX01$", sign.Detail);
    }

    [Fact]
    public void Another_reader_exports_every_event()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/evtxexport"), "evtxexport (libevtx-utils) is not installed");
        using TempEvtx file = new();
        file.Write([.. Enumerable.Range(0, 700).Select(i => Entry(i))], 100);
        ProcessStartInfo start = new("/usr/bin/evtxexport", ["-f", "xml", file.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process export = Process.Start(start)!;
        string output = export.StandardOutput.ReadToEnd();
        export.WaitForExit();

        Assert.Equal(0, export.ExitCode);
        Assert.Equal(700, output.Split("<Event ").Length - 1);
        Assert.DoesNotContain("corrupt", output + export.StandardError.ReadToEnd(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("eval(Request", output.Replace("&quot;", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulated_server_has_event_logs_that_read_without_trouble()
    {
        using SimulatedServer server = SimulatedServer.Of("miner", scale: 0.004);
        string[] logs = server.Files("*.evtx");
        Assert.Equal(5, logs.Length);
        foreach (string log in logs)
        {
            Assert.NotEmpty(TempEvtx.Read(log, out EvtxSummary summary));
            Assert.Empty(summary.Diagnostics);
        }

        // Lines of the truth that are events lead to their records.
        var lines = server.Truth.Intrusions.Single().Steps.SelectMany(s => s.Lines).Where(l => l.Record > 0).ToArray();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            byte[] bytes = File.ReadAllBytes(server.At(line.File));
            Assert.Equal(line.Record, BitConverter.ToInt64(bytes, (int)line.OffsetBytes + 8));
            Assert.Equal(line.Time.UtcTicks, DateTime.FromFileTimeUtc(BitConverter.ToInt64(bytes, (int)line.OffsetBytes + 16)).Ticks);
        }
    }

    private static EventEntry Entry(int i) => (i % 4) switch
    {
        0 => new EventEntry(LogKind.EvtxSecurity, Start.AddSeconds(i).Ticks, EventForms.Logoff, ["S-1-5-21-1-2-3-1104", "anna", "CONTOSO", "0x5a", "3"]),
        1 => new EventEntry(LogKind.EvtxSecurity, Start.AddSeconds(i).Ticks, EventForms.ServiceMade, ["update", $"C:\\Windows\\Temp\\{i}.exe", "user mode service", "auto start", "LocalSystem"]),
        2 => new EventEntry(LogKind.EvtxSecurity, Start.AddSeconds(i).Ticks, EventForms.CmdletSucceeded, ["Set-OabVirtualDirectory", "-ExternalUrl \"http://f/<script>INERT eval(Request[\"k\"])</script>\" & 'more' äöü €", new string('x', i)]),
        _ => new EventEntry(LogKind.EvtxSecurity, Start.AddSeconds(i).Ticks, EventForms.TaskStarted, ["\\Backup", "", "{0}"]),
    };

    private sealed class TempEvtx : IDisposable
    {
        internal string Path { get; } = System.IO.Path.GetTempFileName();

        internal (long Number, long Offset)[] Write(EventEntry[] entries, long first)
        {
            using EvtxWriter writer = new(File.Create(Path), "Security", "ex01.contoso.example", first);
            return [.. entries.Select(e => writer.Add(e, 640, 4812))];
        }

        internal List<XElement> Read(out EvtxSummary summary) => Read(Path, out summary);

        internal static List<XElement> Read(string path, out EvtxSummary summary)
        {
            (List<string> lines, summary) = EvtxText.Xml(File.ReadAllBytes(path));
            return [.. lines.Select(l => XDocument.Parse(l).Root!)];
        }

        public void Dispose() => File.Delete(Path);
    }
}
