using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hindcast.Simulation.Scenarios;

/// <summary>
/// What is to be simulated: a server, its traffic, what its administrators do and who breaks in. Read from a file of
/// <c>scenarios</c>; docs/simulation.md describes the format. Immutable.
/// </summary>
public sealed class Scenario
{
    private const int MaxBytes = 1 << 20;

    private Scenario(ScenarioDocument document) => Document = document;

    /// <summary>Its id: the file's name without ending.</summary>
    public string Id => Document.Id;

    /// <summary>What it is about, in one line.</summary>
    public string Title => Document.Title;

    internal ScenarioDocument Document { get; }

    /// <summary>Reads a scenario file.</summary>
    /// <exception cref="FormatException">It is no scenario; the message says where and why.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Scenario Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FormatException($"{Path.GetFileName(path)}: larger than {MaxBytes} bytes");
        }

        Scenario scenario = Parse(File.ReadAllText(path), Path.GetFileName(path));
        return scenario.Id == Path.GetFileNameWithoutExtension(path) ? scenario
            : throw new FormatException($"{Path.GetFileName(path)}: id is '{scenario.Id}', not the file's name");
    }

    /// <summary>Reads a scenario from text.</summary>
    /// <exception cref="FormatException">It is no scenario.</exception>
    public static Scenario Parse(string yaml, string name)
    {
        ScenarioDocument document = Yaml<ScenarioDocument>(yaml, name);
        return document.Schema != 1 ? throw new FormatException($"{name}: schema is {document.Schema}, this program knows 1")
            : document.Id.Length == 0 ? throw new FormatException($"{name}: id is missing")
            : new Scenario(document);
    }

    /// <summary>Reads YAML; a name that is not known is an error, because it is a typing mistake.</summary>
    internal static T Yaml<T>(string yaml, string name)
        where T : class
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<T>(yaml)
                ?? throw new FormatException($"{name}: empty");
        }
        catch (YamlException failure)
        {
            throw new FormatException($"{name}:{failure.Start.Line}: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
    }
}
