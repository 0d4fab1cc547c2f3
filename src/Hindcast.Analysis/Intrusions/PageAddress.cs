using Hindcast.Evidence;

namespace Hindcast.Analysis.Intrusions;

/// <summary>The address under which a client asks for a file of a web root.</summary>
public static class PageAddress
{
    /// <summary>The page that a record of a web root or of IIS is about, lower case; "" where it is about none.</summary>
    public static string Of(Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        return observation.Field("TargetFilename") is { Length: > 0 } file ? Of(file) : (observation.Field("cs-uri-stem") ?? "").ToLowerInvariant();
    }

    /// <summary>The path as a client writes it, lower case; "" for a file of no known root.</summary>
    public static string Of(string file) => WebRootPath.Of(file);
}
