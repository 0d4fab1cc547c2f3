using Hindcast.Analysis.Campaigns;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Checks a packs folder for its authors: everything that loading reports, each pack's test cases, and that the build
/// table knows a fixing build for each vulnerability.
/// </summary>
public static class PackCheck
{
    /// <summary>Checks.</summary>
    /// <param name="folder">The packs folder.</param>
    /// <param name="problems">Everything that is wrong, pack by pack.</param>
    /// <returns>What was loaded.</returns>
    public static Knowledge Run(string folder, out IReadOnlyList<SigmaProblem> problems)
    {
        Knowledge knowledge = PackLoader.Load(folder);
        List<SigmaProblem> all = [.. knowledge.Problems];
        foreach (CampaignPack pack in knowledge.Packs)
        {
            PackProblems found = new(pack.Campaign.Id);
            foreach (Vulnerability flaw in pack.Campaign.Vulnerabilities.Where(v => !knowledge.Builds.HasFixFor(v.Id) && !knowledge.Builds.IsBrought(v.Id)))
            {
                found.Add(PackDiagnostics.NoFixingBuild, "pack.yml", 0, 0, flaw.Id, "a row in products/<product>/builds.csv with it among its fixes");
            }

            PackCases.Run(Path.Combine(folder, pack.Campaign.Id), found);
            all.AddRange(found.All);
        }

        problems = all;
        return knowledge;
    }
}
