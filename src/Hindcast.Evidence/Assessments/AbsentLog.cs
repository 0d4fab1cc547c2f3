namespace Hindcast.Evidence.Assessments;

/// <summary>A log that is not in the evidence.</summary>
/// <param name="Kind">Format id.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Path">Where a server keeps it.</param>
/// <param name="Tells">What it would have told.</param>
public sealed record AbsentLog(string Kind, string Name, string Path, string Tells);
