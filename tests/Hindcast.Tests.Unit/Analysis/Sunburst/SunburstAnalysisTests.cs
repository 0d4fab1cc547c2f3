using Hindcast.Analysis.Sunburst;
using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Analysis.Sunburst;

public sealed class SunburstAnalysisTests
{
    private static readonly byte[] Id = [0x10, 0x21, 0x32, 0x43, 0x54, 0x65, 0x76, 0x87];
    private static readonly DateTime Day = new(2020, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("10.1.2.3", SunburstAnswerMeaning.TerminateLocal)]
    [InlineData("172.31.255.255", SunburstAnswerMeaning.TerminateLocal)]
    [InlineData("0.0.0.0", SunburstAnswerMeaning.TerminateLocal)]
    [InlineData("fd00::1", SunburstAnswerMeaning.TerminateLocal)]
    [InlineData("20.140.0.1", SunburstAnswerMeaning.TerminateByOperators)]
    [InlineData("20.141.255.255", SunburstAnswerMeaning.TerminateByOperators)]
    [InlineData("131.228.15.9", SunburstAnswerMeaning.TerminateByOperators)]
    [InlineData("131.228.16.0", SunburstAnswerMeaning.Unknown)]
    [InlineData("74.114.31.1", SunburstAnswerMeaning.Reset)]
    [InlineData("8.18.145.21", SunburstAnswerMeaning.Continue)]
    [InlineData("::ffff:8.18.145.21", SunburstAnswerMeaning.Continue)]
    [InlineData("18.130.9.9", SunburstAnswerMeaning.Chosen)]
    [InlineData("184.73.1.1", SunburstAnswerMeaning.Chosen)]
    [InlineData("184.74.0.0", SunburstAnswerMeaning.Unknown)]
    [InlineData("203.0.113.5", SunburstAnswerMeaning.Unknown)]
    [InlineData("2001:db8::1", SunburstAnswerMeaning.Unknown)]
    [InlineData("second.example.", SunburstAnswerMeaning.SecondStage)]
    public void Answers_are_read_by_their_meaning(string answer, SunburstAnswerMeaning meaning) =>
        Assert.Equal(meaning, SunburstAnswer.Read(answer));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("NOERROR")]
    [InlineData("a1.avsvmcloud.com")]
    [InlineData("7")]
    public void What_is_neither_address_nor_foreign_name_is_no_answer(string answer) => Assert.Null(SunburstAnswer.Read(answer));

    [Fact]
    public void A_server_is_followed_from_its_first_name_to_the_second_stage()
    {
        Random random = new(1);
        List<SunburstSighting> queries = [.. SunburstEncoder.Domain(Id, "corp.contoso.example", random).Select((n, i) => Query(n, i, "8.18.144.5"))];
        queries.Add(Query(SunburstEncoder.Time(Id, Day.AddHours(10), false, 0x0007, random), 10, "99.79.1.1"));
        queries.Add(Query(SunburstEncoder.Time(Id, Day.AddHours(10), true, null, random), 11, "second.example", "203.0.113.5"));

        SunburstHost host = Assert.Single(SunburstAnalysis.Run(queries));

        Assert.Equal("1021324354657687", host.HostId);
        Assert.Equal("corp.contoso.example", host.Domain.Text);
        Assert.True(host.Domain.IsComplete);
        Assert.Equal(SunburstStage.HandsOnOffered, host.Stage);
        Assert.Equal(["second.example"], host.SecondStageNames);
        Assert.Equal("2020-06-01T22:00:00Z", host.ChosenAt.ToString());
        Assert.Equal("2020-06-01T12:00:00Z", host.First.ToString());
        Assert.Equal(["192.0.2.10"], host.Clients);
        Assert.Equal(2, host.Queries[SunburstRecordKind.Name]);
        Assert.Equal(
            [new SunburstProduct("Defender for Endpoint", true, false), new SunburstProduct("Windows Defender", true, true)], host.Products);
        Assert.Contains(host.Missing, m => m.Contains("MachineGuid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8.18.144.5", SunburstStage.PassedOn)]
    [InlineData("96.31.172.7", SunburstStage.Terminated)]
    [InlineData("203.0.113.9", SunburstStage.Beaconed)]
    [InlineData("18.130.0.1", SunburstStage.Chosen)]
    public void The_answer_decides_how_far_a_server_came(string answer, SunburstStage stage) =>
        Assert.Equal(stage, Assert.Single(SunburstAnalysis.Run([Query(SunburstEncoder.Domain(Id, "contoso.example", new Random(2))[0], 0, answer)])).Stage);

    [Fact]
    public void Going_on_after_an_answer_that_ends_is_told()
    {
        Random random = new(3);
        string ping = SunburstEncoder.Time(Id, Day, false, null, random);

        Assert.False(Assert.Single(SunburstAnalysis.Run([Query(ping, 0, "20.140.0.1")])).WentOnAfterTermination);
        SunburstHost host = Assert.Single(SunburstAnalysis.Run([Query(ping, 0, "20.140.0.1"), Query(ping, 5)]));
        Assert.True(host.WentOnAfterTermination);
        Assert.Equal(SunburstStage.Terminated, host.Stage);
    }

    [Fact]
    public void Without_answers_and_times_the_result_says_what_is_missing()
    {
        string name = SunburstEncoder.Domain(Id, "a-long-name-of-a-domain.contoso.example", new Random(4))[1];

        SunburstHost host = Assert.Single(SunburstAnalysis.Run([new SunburstSighting(name, null, [], "", "")]));

        Assert.Equal(SunburstStage.Beaconed, host.Stage);
        Assert.StartsWith("...", host.Domain.Text, StringComparison.Ordinal);
        Assert.False(host.Domain.IsComplete);
        Assert.Contains(host.Missing, m => m.Contains("piece 0 not seen; the last piece was not seen", StringComparison.Ordinal));
        Assert.Contains(host.Missing, m => m.StartsWith("The answers", StringComparison.Ordinal));
        Assert.Contains("A log with times.", host.Missing);
    }

    [Fact]
    public void Pieces_that_contradict_each_other_are_told()
    {
        string[] names = [SunburstEncoder.Domain(Id, "one.example", new Random(5))[0], SunburstEncoder.Domain(Id, "two.example", new Random(6))[0]];

        Assert.Contains("say different things", Assert.Single(SunburstAnalysis.Run(names.Select(n => Query(n, 0)))).Domain.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_id_is_worked_out_from_the_values_of_the_server()
    {
        string id = SunburstHostId.Compute("00:50:56:c0:ff:ee", "corp.contoso.example", "11111111-2222-3333-4444-555555555555")!;

        // MD5 of "005056C0FFEEcorp.contoso.example11111111-2222-3333-4444-555555555555", first half XOR second half.
        Assert.Equal("8F343CF31BAB486D", id);
        Assert.Equal(id, SunburstHostId.Compute("00-50-56-C0-FF-EE", "corp.contoso.example", "11111111-2222-3333-4444-555555555555"));
        Assert.NotEqual(id, SunburstHostId.Compute("005056C0FFEE", "contoso.example", "11111111-2222-3333-4444-555555555555"));
        Assert.Null(SunburstHostId.Compute("no address", "", ""));
    }

    private static SunburstSighting Query(string name, int hour, params string[] answers) =>
        new(name, EvidenceTime.FromUtc(Day.AddHours(hour), TimePrecision.Second), answers, "192.0.2.10", $"O{hour + 1}");
}
