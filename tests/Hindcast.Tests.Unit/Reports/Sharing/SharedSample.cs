using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Unit.Reports.Html;

namespace Hindcast.Tests.Unit.Reports.Sharing;

/// <summary>Sample cases made ready to be handed on, with a fixed key and fixed times.</summary>
internal static class SharedSample
{
    internal static readonly SharingOptions Options = new()
    {
        Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)],
        Created = new DateTime(2021, 3, 21, 9, 0, 0, DateTimeKind.Utc),
        Modified = new DateTime(2021, 3, 22, 10, 30, 0, 250, DateTimeKind.Utc),
    };

    internal static SharedCase Of(Assessment assessment) => new(assessment, Options);

    internal static SharedCase Compromised() => Of(SampleAssessment.Compromised());
}
