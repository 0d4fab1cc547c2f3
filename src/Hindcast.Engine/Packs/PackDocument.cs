namespace Hindcast.Engine.Packs;

/// <summary>pack.yml as it is written. Names in the file are in kebab-case.</summary>
internal sealed class PackDocument
{
    public int Schema { get; set; }

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Product { get; set; } = "";

    public string Disclosed { get; set; } = "";

    public string? FirstKnownUse { get; set; }

    public List<VulnerabilityDocument> Vulnerabilities { get; set; } = [];

    public ChainDocument? Chain { get; set; }

    public List<string> Evidence { get; set; } = [];

    public List<LogDocument> Logs { get; set; } = [];

    public List<ActionDocument> Actions { get; set; } = [];

    public List<string> References { get; set; } = [];

    internal sealed class VulnerabilityDocument
    {
        public string Id { get; set; } = "";

        public string Title { get; set; } = "";

        public string FixPublished { get; set; } = "";

        public List<string> Affects { get; set; } = [];

        public string Precondition { get; set; } = "";
    }

    internal sealed class ChainDocument
    {
        public string Subject { get; set; } = "";

        public int WindowMinutes { get; set; }

        public List<string> Steps { get; set; } = [];

        public string Because { get; set; } = "";
    }

    internal sealed class LogDocument
    {
        public string Kind { get; set; } = "";

        public string Name { get; set; } = "";

        public string Path { get; set; } = "";

        public string Tells { get; set; } = "";
    }

    internal sealed class ActionDocument
    {
        public string From { get; set; } = "";

        public string Text { get; set; } = "";
    }
}
