using Hindcast.Engine.Packs;
using Hindcast.Evidence;

namespace Hindcast.Engine.Detection;

/// <summary>
/// Builds by files: where rules met a file whose hash or version tells the product's build, that build was there at that time. A rule
/// with the outcome none finds the rows; the table of the product knows the hashes.
/// </summary>
internal static class ProductFileSightings
{
    private static readonly string[] PathFields = ["TargetFilename", "ImageLoaded"];
    private static readonly string[] VersionFields = ["Version", "FileVersion"];

    /// <summary>One sighting a record; a record without a time says when of nothing and is passed over.</summary>
    internal static IEnumerable<BuildSighting> Of(IEnumerable<Observation> observations, ProductFiles files) =>
        observations.Where(o => o.Time is not null).DistinctBy(o => o.Location)
            .Select(o => (Observation: o, Path: First(o, PathFields)))
            .Where(o => o.Path.Length > 0)
            .Select(o => (o.Observation, o.Path, Build: files.BuildOf(o.Path, Sha256(o.Observation), First(o.Observation, VersionFields))))
            .Where(o => o.Build is not null)
            .Select(o => new BuildSighting(
                o.Build!.Value, BuildPrecision.SecurityUpdate, $"{o.Path[(o.Path.LastIndexOfAny(['\\', '/']) + 1)..]} in {o.Observation.Log}",
                o.Observation.Time!.Value, o.Observation.Time!.Value, o.Observation.Location, o.Observation.Location, 1));

    /// <summary>The hash as listings have it, or out of Sysmon's <c>SHA1=...,SHA256=...</c>.</summary>
    private static string Sha256(Observation observation)
    {
        const string Name = "SHA256=";
        return observation.Field("SHA256")
            ?? observation.Field("Hashes")?.Split(',').FirstOrDefault(h => h.StartsWith(Name, StringComparison.OrdinalIgnoreCase))?[Name.Length..]
            ?? "";
    }

    private static string First(Observation observation, string[] fields) => fields.Select(observation.Field).FirstOrDefault(v => v is { Length: > 0 }) ?? "";
}
