using Hindcast.Sigma.Loading;

namespace Hindcast.Sigma.Yaml;

/// <summary>Reads YAML as nodes with line and column, within the limits of <see cref="SigmaLoadOptions"/>. Stateless.</summary>
public static class SigmaYaml
{
    /// <summary>Reads the only document of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name for the problem.</param>
    /// <param name="problem">What is wrong when it is no YAML; else null.</param>
    /// <returns>The document, or null when there is none or it cannot be read.</returns>
    public static SigmaNode? Read(string text, string file, out SigmaProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = null;
        try
        {
            return SigmaYamlReader.Read(text.TrimStart('\uFEFF'), 0, SigmaLoadOptions.Default);
        }
        catch (SigmaYamlException e)
        {
            problem = SigmaDocument.Problem(e.Descriptor, file, e.Line, e.Column, e.Message, e.Expected, "", "");
            return null;
        }
    }
}
