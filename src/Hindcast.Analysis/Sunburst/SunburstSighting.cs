using Hindcast.Evidence;

namespace Hindcast.Analysis.Sunburst;

/// <summary>A query for a first-stage name as a log has it.</summary>
/// <param name="Name">The name that was asked for. Untrusted.</param>
/// <param name="Time">When, or null.</param>
/// <param name="Answers">The answers in the log's order: addresses, and names that a CNAME points to. Untrusted.</param>
/// <param name="Client">Who asked, as the log names it; "" when it does not.</param>
/// <param name="Claim">Id of the observation behind it; "" when there is none.</param>
public sealed record SunburstSighting(
    string Name, EvidenceTime? Time, IReadOnlyList<string> Answers, string Client, string Claim);
