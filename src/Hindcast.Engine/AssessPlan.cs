using Hindcast.Engine.Detection;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;

namespace Hindcast.Engine;

/// <summary>
/// Packs, rules and tables made ready, for one run or for many with the same options. Loading takes longer than a small server's
/// evidence. Thread-safe: runs may share a plan at the same time.
/// </summary>
public sealed class AssessPlan
{
    /// <summary>Kinds of records that a plan has met and from which on it is better made anew: evidence chooses them.</summary>
    private const int MaxShapes = 2000;

    private AssessPlan(Knowledge knowledge, UserRules? userRules, DetectionPlan detection, IReadOnlyList<Diagnostic> diagnostics)
    {
        Knowledge = knowledge;
        UserRules = userRules;
        Detection = detection;
        Diagnostics = diagnostics;
    }

    /// <summary>True when the plan has met so many kinds of records that it holds more memory than it saves time.</summary>
    public bool IsWorn => Detection.Sigma.ShapeCount > MaxShapes;

    internal Knowledge Knowledge { get; }

    internal UserRules? UserRules { get; }

    internal DetectionPlan Detection { get; }

    /// <summary>Trouble met in loading.</summary>
    internal IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Loads what the options name; their evidence is not touched.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="NothingToLookForException">There is no pack to look with.</exception>
    public static AssessPlan Load(AssessOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        Knowledge knowledge = PackLoader.Load(options.PackFolder);
        if (knowledge.Packs.Count == 0)
        {
            throw new NothingToLookForException(PackLoader.HasPacks(options.PackFolder)
                ? $"no pack in {options.PackFolder} can be used ('hindcast packs check' says why)"
                : $"no campaign pack in {options.PackFolder}: a pack is a folder with a pack.yml");
        }

        UserRules? userRules = UserRules.Load(options.Rules, knowledge);
        List<Diagnostic> diagnostics = [.. knowledge.Diagnostics];
        DetectionPlan detection = new(knowledge.Packs.SelectMany(p => p.Rules), options.Mappings, userRules?.Rules)
        {
            UserCorrelations = userRules?.Correlations ?? UserCorrelations.None,
            ProfilesRows = options.LooksForSurprise,
            KnownGood = options.KnownGood is null ? null : KnownGoodTable.Load(options.KnownGood, diagnostics, cancellation),
        };
        return new AssessPlan(knowledge, userRules, detection, diagnostics);
    }
}
