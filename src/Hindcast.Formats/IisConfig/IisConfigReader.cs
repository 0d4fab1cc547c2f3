using System.Text;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.IisConfig;

/// <summary>
/// Reads web.config and applicationHost.config: modules, handlers, sites, virtual directories, application pools,
/// URL-Rewrite rules and whether a machine key is written down. Keys and passwords are never copied: of a machine key the
/// record holds, and points to, no more than the element's name.
/// </summary>
public sealed class IisConfigReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string ConfigKind = "iis-config";

    private const int MaxConditionChars = 2000;

    private static readonly ArtefactShape Module = new(ConfigKind, "module", "Name", "Type", "Image", "PreCondition", "Section", "Action", "AppliesTo");
    private static readonly ArtefactShape Handler = new(
        ConfigKind, "handler", "Name", "Path", "Verb", "Type", "Modules", "ScriptProcessor", "Section", "Action", "AppliesTo");

    private static readonly ArtefactShape Site = new(ConfigKind, "site", "Site", "SiteId", "Bindings", "LogDirectory", "LogEnabled");
    private static readonly ArtefactShape VirtualDirectory = new(
        ConfigKind, "virtual-directory", "Site", "SiteId", "VirtualPath", "PhysicalPath", "ApplicationPool", "UserName");

    private static readonly ArtefactShape Pool = new(ConfigKind, "application-pool", "Name", "IdentityType", "UserName", "ConfigFile");
    private static readonly ArtefactShape Rewrite = new(
        ConfigKind, "rewrite-rule", "Name", "Pattern", "Conditions", "Action", "Target", "Enabled", "Mitigation", "AppliesTo");

    private static readonly ArtefactShape MachineKey = new(
        ConfigKind, "machine-key", "ValidationKey", "DecryptionKey", "Validation", "Decryption", "AppliesTo");

    private static readonly ArtefactShape Logging = new(ConfigKind, "logging", "DontLog", "AppliesTo");

    /// <inheritdoc/>
    public string Kind => ConfigKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.RootElement == "configuration"
        && (head.Holds("<system.web") || head.Holds("\"system.web") || head.Holds("system.applicationHost")
            || head.Name.EndsWith("web.config", StringComparison.OrdinalIgnoreCase) || head.Name.EndsWith("WebConfig.config", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        foreach (XmlPart part in xml.Root?.All() ?? [])
        {
            string section = part.Parent?.Name ?? "";
            switch (part.Name)
            {
                case "add" or "remove" or "clear" when section is "globalModules" or "modules" or "httpModules":
                    input.Add(xml.Record(
                        Module, xml.Locate(part), null,
                        part["name"], part["type"], part["image"], part["preCondition"], section, part.Name, AppliesTo(part)));
                    break;
                case "add" or "remove" or "clear" when section is "handlers" or "httpHandlers":
                    input.Add(xml.Record(
                        Handler, xml.Locate(part), null,
                        part["name"], part["path"], part["verb"], part["type"], part["modules"], part["scriptProcessor"], section, part.Name, AppliesTo(part)));
                    break;
                case "add" when section == "applicationPools":
                    input.Add(xml.Record(
                        Pool, xml.LocateName(part), null,
                        part["name"], part.Child("processModel")?["identityType"] ?? "", part.Child("processModel")?["userName"] ?? "", part["CLRConfigFile"]));
                    break;
                case "site" when section == "sites":
                    AddSite(input, xml, part);
                    break;
                case "virtualDirectory" when section == "application":
                    AddVirtualDirectory(input, xml, part);
                    break;
                case "rule" when section is "rules" or "globalRules" or "outboundRules":
                    AddRewrite(input, xml, part);
                    break;
                case "machineKey":
                    input.Add(xml.Record(
                        MachineKey, xml.LocateName(part), null,
                        KeyForm(part["validationKey"]), KeyForm(part["decryptionKey"]), part["validation"], part["decryption"], AppliesTo(part)));
                    break;
                case "httpLogging" when part["dontLog"].Length > 0:
                    input.Add(xml.Record(Logging, xml.Locate(part), null, part["dontLog"], AppliesTo(part)));
                    break;
            }
        }
    }

    private static void AddSite(ArtefactInput input, XmlArtefact xml, XmlPart site)
    {
        string bindings = string.Join("; ", (site.Child("bindings")?.Children ?? []).Take(50).Select(b => $"{b["protocol"]} {b["bindingInformation"]}"));
        XmlPart? log = site.Child("logFile");
        input.Add(xml.Record(Site, xml.LocateName(site), null, site["name"], site["id"], bindings, log?["directory"] ?? "", log?["enabled"] ?? ""));
    }

    private static void AddVirtualDirectory(ArtefactInput input, XmlArtefact xml, XmlPart directory)
    {
        XmlPart application = directory.Parent!;
        XmlPart? site = directory.Around("site");
        string path = directory["path"] is "/" or "" ? application["path"] : application["path"].TrimEnd('/') + directory["path"];

        // With an account the element holds a password, so only its name is pointed to.
        input.Add(xml.Record(
            VirtualDirectory, directory["password"].Length > 0 ? xml.LocateName(directory) : xml.Locate(directory), null,
            site?["name"] ?? "", site?["id"] ?? "", path, directory["physicalPath"], application["applicationPool"], directory["userName"]));
    }

    private static void AddRewrite(ArtefactInput input, XmlArtefact xml, XmlPart rule)
    {
        StringBuilder conditions = new();
        foreach (XmlPart condition in rule.Child("conditions")?.Children ?? [])
        {
            if (conditions.Length < MaxConditionChars)
            {
                conditions.Append(conditions.Length == 0 ? "" : "; ").Append(condition["input"]).Append(" ~ ").Append(condition["pattern"]);
            }
        }

        string pattern = rule.Child("match")?["url"] ?? "";
        XmlPart? action = rule.Child("action");
        input.Add(xml.Record(
            Rewrite, xml.Locate(rule), null,
            rule["name"], pattern, conditions.ToString(), action?["type"] ?? "", action?["url"] ?? "", rule["enabled"] is "" ? "true" : rule["enabled"],
            RewriteMitigations.Of(rule["name"], $"{pattern}; {conditions}", action?["type"] ?? ""), AppliesTo(rule)));
    }

    private static string AppliesTo(XmlPart part) => part.Around("location")?["path"] ?? "";

    /// <summary>Whether a key is left to the server, or written down where whoever reads the file has it.</summary>
    private static string KeyForm(string key) =>
        key.Length == 0 ? "" : key.StartsWith("AutoGenerate", StringComparison.OrdinalIgnoreCase) ? "generated" : "written";
}
