using Hindcast.Formats.Text;
using Hindcast.Sigma;

namespace Hindcast.Engine.Packs;

/// <summary>Which of our formats a rule's log source means.</summary>
internal static class LogSourceKinds
{
    /// <summary>Kind of the files of web roots.</summary>
    internal const string WebRoot = "webroot";

    /// <summary>True when a rule with this log source is to be tried on records of this kind.</summary>
    internal static bool Reads(SigmaLogSource source, string kind)
    {
        if (source.Product == "exchange")
        {
            return source.Category == "webroot_file"
                ? kind == WebRoot
                : source.Service.Length > 0
                    && (kind == $"exchange-{source.Service}"
                        || (source.Service == "httpproxy" && kind == TextKinds.HttpProxyExtract));
        }

        return source.Category == "webserver" && kind == TextKinds.Iis;
    }
}
