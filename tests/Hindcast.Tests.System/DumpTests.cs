using System.Text.Json;
using System.Xml.Linq;
using Hindcast.Tests.System.Support;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.System;

/// <summary><c>hindcast dump evtx</c> as a user runs it.</summary>
public sealed class DumpTests
{
    [Fact]
    public async Task Records_come_one_a_line_as_json()
    {
        using TempFolder temp = new();
        string log = temp.Write("usual.evtx", EvtxFileBuilder.Usual());
        HindcastProgram.Result run = await HindcastProgram.Run(["dump", "evtx", log, "--format", "jsonl"]);
        Assert.Equal(0, run.ExitCode);
        string[] lines = Lines(run);
        Assert.Equal(3, lines.Length);
        for (int i = 0; i < 3; i++)
        {
            using JsonDocument json = JsonDocument.Parse(lines[i]);
            JsonElement root = json.RootElement.GetProperty("Event");
            Assert.Equal(i + 1, root.GetProperty("System").GetProperty("EventRecordID").GetInt32());
            Assert.Equal($"user{i}", root.GetProperty("EventData").GetProperty("User").GetString());
            Assert.False(json.RootElement.TryGetProperty("#doubts", out _));
        }

        Assert.Contains("3 records, 0 damaged, 0 lost, 0 carved", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_come_one_a_line_as_xml_whatever_the_number_of_threads()
    {
        using TempFolder temp = new();
        EvtxFileBuilder builder = new();
        for (int i = 0; i < 40; i++)
        {
            builder.Chunk(static c => c.Usual("a", 1).Usual("b", 2));
        }

        string log = temp.Write("many.evtx", builder.Build());
        HindcastProgram.Result one = await HindcastProgram.Run(["dump", "evtx", log, "--format", "xml", "--threads", "1"]);
        HindcastProgram.Result three = await HindcastProgram.Run(["dump", "evtx", log, "--format", "xml", "--threads", "3"]);
        Assert.Equal(one.OutputBytes, three.OutputBytes);
        XNamespace test = "urn:test";
        Assert.Equal(
            Enumerable.Range(1, 80),
            Lines(one).Select(line => (int)XDocument.Parse(line).Root!.Element(test + "System")!.Element(test + "EventRecordID")!));
    }

    [Fact]
    public async Task A_changed_record_is_marked_and_strict_leaves_it_out()
    {
        using TempFolder temp = new();
        byte[] file = EvtxFileBuilder.Usual();
        file[4096 + 512 + 18] ^= 0x55;
        string log = temp.Write("changed.evtx", file);
        HindcastProgram.Result recover = await HindcastProgram.Run(["dump", "evtx", log]);
        Assert.Equal(3, Lines(recover).Length);
        using JsonDocument json = JsonDocument.Parse(Lines(recover)[0]);
        Assert.Equal("doubtful", json.RootElement.GetProperty("#doubts").GetString());
        Assert.Equal(4096 + 512, json.RootElement.GetProperty("#offset").GetInt64());
        Assert.Contains("HC3008", recover.Error, StringComparison.Ordinal);

        HindcastProgram.Result strict = await HindcastProgram.Run(["dump", "evtx", log, "--strict"]);
        Assert.Equal(1, strict.ExitCode);
        Assert.Empty(strict.Output);
        Assert.Contains("HC3024", strict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_without_its_signature_is_lost_and_carved_on_request()
    {
        using TempFolder temp = new();
        byte[] file = EvtxFileBuilder.Usual();
        file[4096] = 0;
        string log = temp.Write("torn.evtx", file);
        HindcastProgram.Result plain = await HindcastProgram.Run(["dump", "evtx", log, "--format", "xml"]);
        Assert.Equal(1, plain.ExitCode);
        Assert.Empty(plain.Output);
        Assert.Contains("HC3006", plain.Error, StringComparison.Ordinal);

        HindcastProgram.Result carved = await HindcastProgram.Run(["dump", "evtx", log, "--format", "xml", "--carve"]);
        Assert.Equal(3, Lines(carved).Length);
        Assert.All(Lines(carved), line => Assert.Contains("<!-- doubtful, carved; offset ", line, StringComparison.Ordinal));
        Assert.All(Lines(carved), line => Assert.NotNull(XDocument.Parse(line).Root));
        Assert.Contains("3 carved", carved.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_event_log_or_not_there_has_its_code_and_the_others_are_read()
    {
        using TempFolder temp = new();
        string good = temp.Write("good.evtx", EvtxFileBuilder.Usual()), junk = temp.Write("junk.evtx", "not a log"u8.ToArray());
        HindcastProgram.Result lost = await HindcastProgram.Run(["dump", "evtx", junk, good]);
        Assert.Equal(1, lost.ExitCode);
        Assert.Equal(3, Lines(lost).Length);
        Assert.Contains("HC3001", lost.Error, StringComparison.Ordinal);

        HindcastProgram.Result missing = await HindcastProgram.Run(["dump", "evtx", temp.At("none.evtx"), good]);
        Assert.Equal(2, missing.ExitCode);
        Assert.Equal(3, Lines(missing).Length);
        Assert.Equal(2, (await HindcastProgram.Run(["dump", "evtx", good, "--format", "csv"])).ExitCode);
    }

    private static string[] Lines(HindcastProgram.Result run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
