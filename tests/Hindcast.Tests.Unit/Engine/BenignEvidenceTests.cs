using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Sigma;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>All packs over evidence that is known to be harmless: nothing may be called reached or worse.</summary>
public sealed class BenignEvidenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-benign-").FullName;

    [Fact]
    public void Pages_and_configurations_of_honest_applications_in_a_web_root_show_no_success()
    {
        string from = SharedData.Unpacked("benign-web"), root = Path.Combine(_folder, "C", "inetpub", "wwwroot");
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".complete"))
        {
            string target = Path.Combine(root, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Expect(_folder, leastFiles: 4700);
    }

    [Fact]
    public void Harmless_logs_of_every_kind_show_no_success() =>
        Expect(Directory.GetDirectories(SharedData.Unpacked("exchange-fragments"), "artefacts.help-CC0", SearchOption.AllDirectories).Single(), leastFiles: 16);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Expect(string evidence, int leastFiles)
    {
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [evidence], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Assert.True(assessment.Files.Count >= leastFiles, $"{assessment.Files.Count}");
        Assert.Empty(assessment.Findings.Where(f => f.Outcome >= Outcome.Reached).Select(f => $"{f.Subject} {f.Outcome}: {string.Join("; ", f.Reasons.Select(r => r.Text))}"));
    }
}
