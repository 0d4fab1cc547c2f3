namespace Hindcast.Reports.Attack;

/// <summary>An Enterprise ATT&amp;CK technique.</summary>
/// <param name="Id">T1190, T1505.003.</param>
/// <param name="Name">Its name.</param>
/// <param name="StixId">MITRE's id of the attack-pattern object.</param>
/// <param name="Created">When MITRE made the object, as MITRE writes it.</param>
/// <param name="Modified">MITRE's version of the object, as MITRE writes it.</param>
/// <param name="Tactics">Short names of its tactics, such as <c>initial-access</c>.</param>
public sealed record Technique(string Id, string Name, string StixId, string Created, string Modified, IReadOnlyList<string> Tactics);
