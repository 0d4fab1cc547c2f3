using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine;

/// <summary>The result of one run.</summary>
/// <param name="Assessment">The answers.</param>
/// <param name="BytesRead">Bytes of evidence read.</param>
public sealed record AssessRun(Assessment Assessment, long BytesRead);
