using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Victim;

namespace Hindcast.Reports.Sharing;

/// <summary>
/// An assessment made ready to be handed on. Every export starts here, so that none of them can forget to hide the victim.
/// Immutable.
/// </summary>
public sealed class SharedCase
{
    private readonly Pseudonyms _pseudonyms;

    /// <summary>Prepares an assessment.</summary>
    public SharedCase(Assessment assessment, SharingOptions options)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;

        // What rules of the user's own met is no intelligence, and its records can name the victim in fields that no pack reads.
        assessment = assessment with { UserRules = null };
        _pseudonyms = new Pseudonyms(options.Key);
        VictimNames names = VictimNames.Of(assessment, options.Organisation);
        CaseIndicators taken = IndicatorExtraction.Run(assessment, names);
        Indicators = taken.Found;
        UnreadableIndicators = taken.Unreadable;
        Assessment = assessment;
        if (!options.IdentifyVictim)
        {
            // What is unusual quotes rows that no rule met, with names that nothing above knows of.
            assessment = assessment with
            {
                Unusual = null,
                SeenEarlier = null,
                Answers = [.. assessment.Answers.Select(a => a with { Details = [.. a.Details.Where(d => assessment.SeenEarlier?.Item is not { } seen || !d.Claims.Contains(seen.Id))] })],
            };
            VictimMask mask = new(names, _pseudonyms);
            Assessment = MaskedAssessment.Of(assessment, mask);
            Indicators = [.. Indicators.Select(i => i with
            {
                Indicator = i.Indicator with { Value = mask.Text(i.Indicator.Value), Context = mask.Text(i.Indicator.Context) },
            })];
        }
    }

    /// <summary>The assessment, with the victim hidden unless the options say otherwise.</summary>
    public Assessment Assessment { get; }

    /// <summary>What others can look for.</summary>
    public IReadOnlyList<CaseIndicator> Indicators { get; }

    /// <summary>Values that are no indicators because a part of them cannot be read or seen (<see cref="CaseIndicators"/>).</summary>
    public int UnreadableIndicators { get; }

    /// <summary>The options.</summary>
    public SharingOptions Options { get; }

    /// <summary>The victim's name, or a stand-in for it.</summary>
    public string Organisation => Options is { IdentifyVictim: true, Organisation: { Length: > 0 } name }
        ? name
        : _pseudonyms.Of(VictimNameKind.Organisation, "victim");

    /// <summary>The id of a thing of this case: the same in every export of the case, another one in every other case.</summary>
    public Guid Id(string kind, string key) => NamedUuid.Create(NamedUuid.Hindcast, $"{_pseudonyms.Of(VictimNameKind.Organisation, "case")}/{kind}/{key}");
}
