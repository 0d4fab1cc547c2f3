using System.Diagnostics;
using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

public sealed class SizeTests
{
    private const int MaxBytes = 3_000_000;

    [Fact]
    public void Large_case_stays_under_three_megabytes_and_a_second()
    {
        Assessment large = Large("server1.zip!/C/inetpub/logs/LogFiles/W3SVC1/u_ex", "/aspnet_client/supp0rt.aspx");
        Page.Write(SampleAssessment.Compromised());
        Stopwatch watch = Stopwatch.StartNew();
        Page.Write(large);
        watch.Stop();
        Page page = Page.Of(large);
        Assert.True(page.Bytes.Length < MaxBytes, $"{page.Bytes.Length} bytes");
        Assert.True(watch.ElapsedMilliseconds < 1_000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Contains("Not shown here: 51,499 observations. All of them stand in timeline.csv.", page.Visible, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#O52000"));
        Assert.Equal("O52000", page.Document.QuerySelector("section[aria-labelledby=why] a[href='#O52000']")!.TextContent);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("\u202e")]
    [InlineData("検")]
    public void Large_case_of_hostile_strings_stays_bounded(string letter)
    {
        string text = string.Concat(Enumerable.Repeat(letter, 2_000));
        Assert.True(Page.Write(Large(text, text)).Length is > 500_000 and < 6_000_000);
    }

    private static Assessment Large(string path, string value)
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation model = sample.Observations[5];
        KeyValuePair<string, string>[] fields = [.. Enumerable.Range(0, 14).Select(i => new KeyValuePair<string, string>($"field-{i}", value))];
        DiagnosticDescriptor kind = sample.Diagnostics[0].Descriptor;
        long start = SampleAssessment.Time("2021-01-20T00:00:00Z").UtcTicks;
        string[] all = [.. Enumerable.Range(1, 52_000).Select(i => Id("O", i))];
        return sample with
        {
            Verdict = sample.Verdict with { Reasons = [new Statement("The last one", ["O52000"])] },
            Findings = [sample.Findings[0] with { Observations = all, Reasons = [new Statement("All", all)] }],
            Observations =
            [
                .. all.Select((id, i) => model with
                {
                    Id = id, Time = new EvidenceTime(start + (i * TimeSpan.TicksPerMinute), TimePrecision.Second), Fields = fields,
                    Location = new SourceLocation(path, i * 300L, 300, i),
                }),
            ],
            Files = [.. Enumerable.Range(0, 5_000).Select(i => sample.Files[0] with { Path = Id(path, i) })],
            Diagnostics = [.. Enumerable.Range(0, 2_000).Select(i => kind.At(new SourceLocation(path, i, 1, i), value, "63", i))],
        };
    }

    private static string Id(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
