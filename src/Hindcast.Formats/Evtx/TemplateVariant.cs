namespace Hindcast.Formats.Evtx;

/// <summary>A template as definitions of one GUID spell it.</summary>
internal sealed record TemplateVariant(TemplateSkeleton Skeleton, EvtxTemplate Template);
