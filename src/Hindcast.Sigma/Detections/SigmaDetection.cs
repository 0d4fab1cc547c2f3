namespace Hindcast.Sigma.Detections;

/// <summary>A named search of a rule.</summary>
/// <param name="Name">Its name, as the condition uses it.</param>
/// <param name="Term">What it tests.</param>
/// <param name="Line">Line in the rule file, from 1.</param>
public sealed record SigmaDetection(string Name, SigmaTerm Term, int Line);
