using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Formats.Archives;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Cli.Commands;

/// <summary>What the user asked of <c>hindcast assess</c>, and whether it can be done.</summary>
internal sealed record AssessRequest
{
    internal const string KeepMatters = "matters", KeepEvery = "all";

    internal required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Full path of the case folder, or null.</summary>
    internal required string? Output { get; init; }

    /// <summary>True when a case of other evidence in the case folder may go.</summary>
    internal required bool Replaces { get; init; }

    /// <summary><see cref="KeepMatters"/>, <see cref="KeepEvery"/>, or null for what the case folder has.</summary>
    internal required string? Keep { get; init; }

    internal required int Threads { get; init; }

    internal required string? Packs { get; init; }

    internal required string? KnownGood { get; init; }

    internal required IReadOnlyList<string> Rules { get; init; }

    internal required SigmaMappingSet Mappings { get; init; }

    internal required bool LooksForSurprise { get; init; }

    internal required HashedFiles Hashed { get; init; }

    /// <summary>True when assessment.json is printed instead of the verdict.</summary>
    internal required bool IsJson { get; init; }

    internal required bool IsQuiet { get; init; }

    /// <summary>True when the case is to keep every record. A case that is replaced does not say so any more.</summary>
    internal bool KeepsAll => Keep == KeepEvery || (Keep is null && Output is not null && !Replaces && CaseFolder.KeepsAll(Output));

    /// <summary>What the engine is asked.</summary>
    internal AssessOptions Options => new()
    {
        Evidence = Evidence,
        PackFolder = Packs ?? AssessCommand.BuiltInPacks,
        KnownGood = KnownGood,
        Rules = Rules,
        Mappings = Mappings,
        LooksForSurprise = LooksForSurprise,
        Hashed = Hashed,
        KeptIn = Output,
        Threads = Threads,
        Tool = AssessCommand.ToolName(),
    };

    /// <exception cref="UsageException">It can't be done.</exception>
    internal void Check()
    {
        UsageCheck.Exist(Evidence.Concat(Rules));
        UsageCheck.Threads(Threads);
        UsageCheck.Folder(Packs);
        UsageCheck.File(KnownGood);
        if (Output is null)
        {
            string? needs = Keep is not null ? "--keep" : Replaces ? "--replace" : null;
            if (needs is not null)
            {
                throw new UsageException($"{needs} needs a case folder (--out)");
            }
        }
        else
        {
            CheckCaseFolder(Output);
        }

        if (Hashed == HashedFiles.Cited && KeepsAll)
        {
            throw new UsageException("a case that keeps all records needs the SHA-256 of every file; leave out --hash cited, or say --keep matters");
        }
    }

    private void CheckCaseFolder(string folder)
    {
        if (Evidence.FirstOrDefault(e => IsInside(folder, e)) is { } around)
        {
            throw new UsageException($"the case folder must not lie in the evidence ({around}), which is never changed");
        }

        IReadOnlyList<string> others = Replaces ? [] : CaseFolder.OtherEvidence(folder, Evidence);
        if (others.Count > 0)
        {
            throw new UsageException($"{folder} holds the case of {string.Join(", ", others)}; take another folder, or say --replace to give that case up");
        }
    }

    private static bool IsInside(string folder, string evidence)
    {
        string full = DiskPath.Full(evidence);
        string relative = Path.GetRelativePath(full, folder);
        return DiskPath.IsFolder(full) && !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }
}
