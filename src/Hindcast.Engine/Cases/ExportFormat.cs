using Hindcast.Reports.Flow;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Markdown;
using Hindcast.Reports.Misp;
using Hindcast.Reports.Navigator;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Sigma;
using Hindcast.Reports.Stix;

namespace Hindcast.Engine.Cases;

/// <summary>A form in which a case can be handed on. One table serves the command, its help and its errors, and the web.</summary>
/// <param name="Name">The word that chooses it.</param>
/// <param name="What">What it is, for people.</param>
/// <param name="Write">Writes a case in it.</param>
public sealed record ExportFormat(string Name, string What, Func<SharedCase, string> Write)
{
    /// <summary>All forms, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new("stix", "STIX 2.1 bundle", StixBundle.Write),
        new("attack-flow", "ATT&CK Flow 2.0 (STIX extension)", AttackFlow.Write),
        new("misp", "MISP event", MispEvent.Write),
        new("navigator", "ATT&CK Navigator layer 4.5", NavigatorLayer.Write),
        new("indicators", "indicators as CSV, with first and last seen", IndicatorsCsv.Write),
        new("sigma", "Sigma rules for what was found", SigmaRules.Write),
        new("markdown", "report for tickets and wikis", MarkdownReport.Write),
    ];
}
