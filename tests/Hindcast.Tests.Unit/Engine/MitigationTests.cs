using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>What defenders did, from the file to the assessment.</summary>
public sealed class MitigationTests : IDisposable
{
    private const string Summary = "EOMTv2 mitigation summary\r\nMessage: The tool attempted to protect your server from CVE-2022-41040.\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-mitigation-").FullName;

    [Fact]
    public void A_summary_of_a_mitigation_tool_is_told_and_is_no_attack()
    {
        File.WriteAllText(Path.Combine(_folder, "EOMTv2Summary.txt"), Summary);
        Assessment assessment = Assess();
        Mitigation told = Assert.Single(assessment.Mitigations);
        Assert.Equal(("EOMTv2 was run against CVE-2022-41040", null), (told.Title, told.Time));
        Assert.Equal("EOMTv2Summary.txt", assessment.Observations.Single(o => o.Id == told.Claims.Single()).Location.File);
        Assert.Empty(assessment.Findings);
        Assert.Equal(Outcome.None, assessment.Verdict.Outcome);
    }

    [Fact]
    public void An_archive_that_keeps_times_in_UTC_dates_it()
    {
        DateTime written = new(2022, 10, 3, 9, 0, 0, DateTimeKind.Utc);
        using (FileStream file = File.Create(Path.Combine(_folder, "collected.tar")))
        using (System.Formats.Tar.TarWriter tar = new(file))
        {
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "C/EOMTv2Summary.txt")
            {
                DataStream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Summary)),
                ModificationTime = written,
            });
        }

        Assert.Equal(written.Ticks, Assert.Single(Assess().Mitigations).Time?.UtcTicks);
    }

    [Fact]
    public void An_attempt_that_failed_is_not_told()
    {
        File.WriteAllText(Path.Combine(_folder, "EOMTv2Summary.txt"), Summary + "This attempt was unsuccessful.\r\n");
        Assert.Empty(Assess().Mitigations);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Assessment Assess() => Assessor.Run(
        new AssessOptions { Evidence = [_folder], PackFolder = Path.Combine(Conventions.Checkout.Root, "packs"), Tool = "test" },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
}
