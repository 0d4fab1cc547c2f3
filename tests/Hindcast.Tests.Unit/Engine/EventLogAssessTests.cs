using System.Buffers.Binary;
using System.Security.Cryptography;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Engine;

public sealed class EventLogAssessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-evtx-").FullName;

    [Fact]
    public void An_observation_of_an_event_log_is_proven_by_its_exact_bytes()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static c => c.Usual("a", 1)).Chunk(static c => UmError(c.Usual("b", 2))).Build();
        Assessment assessment = Assess(file);

        Observation observation = Assert.Single(assessment.Observations);
        SourceLocation at = observation.Location;
        Assert.Equal(3, at.RecordId);
        ReadOnlySpan<byte> record = file.AsSpan((int)at.OffsetBytes, (int)at.LengthBytes);
        Assert.Equal(0x2A2Au, BinaryPrimitives.ReadUInt32LittleEndian(record));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(record)), observation.RecordSha256);

        ProofLine proof = Assert.Single(ClaimProof.Find(assessment, "O1", [_folder], CancellationToken.None)!);
        Assert.True(proof.Unchanged);
        Assert.Equal(record.ToArray(), proof.Bytes);
        Assert.StartsWith("<Event xmlns='urn:test'><System><Provider Name='MSExchange Unified Messaging'/>", proof.Text, StringComparison.Ordinal);

        file[at.OffsetBytes + 60] ^= 1;
        File.WriteAllBytes(Path.Combine(_folder, "log.evtx"), file);
        Assert.False(ClaimProof.Find(assessment, "O1", [_folder], CancellationToken.None)![0].Unchanged);
    }

    [Fact]
    public void Signs_of_tampering_stand_in_the_assessment_its_limits_and_its_answers()
    {
        byte[] file = new EvtxFileBuilder { Flags = 1 }.Chunk(static c =>
        {
            c.Usual("a", 1);
            c.NextId += 5;
            c.Usual("b", 1);
            c.Record(static xml => xml.Fragment().Open("Event").Close().Open("UserData").Close().Open("LogFileCleared").Close()
                .Open("SubjectUserName").Close().Constant("mallory").End().Open("SubjectDomainName").Close().Constant("CONTOSO").End()
                .Open("Channel").Close().Constant("Security").End().End().End().End().EndOfFragment());
        }).Build();
        Assessment assessment = Assess(file);

        Assert.Equal(
            [(LogSignKind.RecordIdGap, "S1"), (LogSignKind.LogCleared, "S2"), (LogSignKind.NotClosed, "S3")],
            assessment.Signs.Select(s => (s.Kind, s.Id)));
        LogSign cleared = assessment.Signs[1];
        Assert.Equal("Security, by CONTOSO\\mallory", cleared.Detail);
        Assert.Equal("evtx/Test/Operational", cleared.Log.ToString());
        Assert.Equal(8, cleared.Location.RecordId);
        Assert.Equal("5 records are missing between 1 and 7", assessment.Signs[0].Describe());
        Assert.Contains(assessment.Verdict.Limits, l => l.Contains("by CONTOSO\\mallory", StringComparison.Ordinal));
        Assert.Contains(assessment.Answers[1].Details, d => d.Claims.Contains("S1"));
        Assert.Contains(assessment.Answers[2].Details, d => d.Claims.Contains("S2"));
        Assert.Equal(Outcome.None, assessment.Verdict.Outcome);

        ProofLine proof = Assert.Single(ClaimProof.Find(assessment, "s2", [_folder], CancellationToken.None)!);
        Assert.Contains("<SubjectUserName>mallory</SubjectUserName>", proof.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_beyond_the_limit_are_counted()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static c =>
        {
            c.Usual("a", 1);
            for (int i = 0; i < 105; i++)
            {
                c.NextId += 3;
                c.Record(static xml => xml.Fragment().Open("Event").Close().End().EndOfFragment());
            }
        }).Build();
        Assessment assessment = Assess(file);
        Assert.Equal(100, assessment.Signs.Count);
        Assert.Equal(5, assessment.SignsLeftOut);
    }

    [Fact]
    public void A_record_with_no_time_in_its_header_has_that_of_its_event()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static c => UmError(c.Usual("a", 1))).Build();
        int second = 4096 + 512 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4096 + 512 + 4));
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(second + 16), 0);
        EvtxChunkBuilder.Seal(file.AsSpan(4096));
        Assessment assessment = Assess(file);
        Assert.Equal("2021-03-03T04:23:24.3700000Z", assessment.Observations[0].Time.ToString());
        Assert.Equal(2021, assessment.Coverage.From!.Value.Year);
        Assert.Empty(assessment.Signs);
    }

    [Fact]
    public void A_record_without_any_time_is_counted_and_not_dated()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static c =>
        {
            c.NextTime = 0;
            c.Record(static xml => xml.Fragment().Open("Event").Close().End().EndOfFragment());
        }).Build();
        Assessment assessment = Assess(file);
        Assert.Equal(1, assessment.Files[0].Records);
        Assert.Null(assessment.Files[0].First);
        Assert.Null(assessment.Coverage.From);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The event that a rule of the pack looks for.</summary>
    private static void UmError(EvtxChunkBuilder chunk) => chunk.Record(xml => xml.Fragment().Instance("system", EvtxChunkBuilder.SystemTemplate,
        BinXmlBuilder.Text("MSExchange Unified Messaging"),
        BinXmlBuilder.UInt16(1081),
        BinXmlBuilder.FileTime(chunk.NextTime),
        BinXmlBuilder.UInt64((ulong)chunk.NextId),
        BinXmlBuilder.Text("Application"),
        BinXmlBuilder.Null,
        BinXmlBuilder.Nested(static nested => nested.Fragment().Instance("data", EvtxChunkBuilder.DataTemplate,
            BinXmlBuilder.Text("x"),
            BinXmlBuilder.UInt32(1),
            BinXmlBuilder.Hex64(1),
            BinXmlBuilder.Text("System.InvalidCastException: Unable to cast"))))
        .EndOfFragment());

    private Assessment Assess(byte[] log)
    {
        File.WriteAllBytes(Path.Combine(_folder, "log.evtx"), log);
        return Assessor.Run(
            new AssessOptions { Evidence = [_folder], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" },
            new ReadProgress(), CancellationToken.None).Assessment;
    }
}
