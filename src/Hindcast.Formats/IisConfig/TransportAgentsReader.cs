using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.IisConfig;

/// <summary>Reads agents.config and fe-agents.config: the transport agents of a server with the assemblies that they run from.</summary>
public sealed class TransportAgentsReader : IArtefactReader
{
    private static readonly ArtefactShape Shape = new(
        "exchange-transport-agents", "", "Name", "AssemblyPath", "ClassFactory", "BaseType", "Enabled", "Priority");

    /// <inheritdoc/>
    public string Kind => Shape.Kind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.RootElement == "configuration" && head.Holds("<mexRuntime");

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        foreach (XmlPart agent in xml.Root?.All() ?? [])
        {
            if (agent.Is("agent") && agent.Parent?.Is("agentList") == true)
            {
                input.Add(xml.Record(
                    Shape, xml.Locate(agent), null,
                    agent["name"], agent["assemblyPath"], agent["classFactory"], agent["baseType"], agent["enabled"], agent["priority"]));
            }
        }
    }
}
