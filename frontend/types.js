// @ts-check
/**
 * What the API takes and gives, and what the page remembers. Coordinates are millimetres in the SVG of a view.
 *
 * @typedef {[number, number]} Point
 * @typedef {{region: string, intensity: number}} RegionMark
 * @typedef {{view: string, points: Point[], radius: number, intensity: number, erase?: true}} Stroke
 * @typedef {{body: string, regions: readonly RegionMark[], strokes: readonly Stroke[]}} Drawing
 *
 * @typedef {'left' | 'right'} Side
 * @typedef {'yes' | 'no' | 'not_sure'} Answer
 * @typedef {Readonly<Record<string, Answer>>} Answers
 *
 * @typedef {{id: string, level: 'area' | 'fine' | 'union', side: Side | 'midline', parent: string | null,
 *   name: string, clinical_name: string, synonyms: string[]}} Region
 * @typedef {{view: string, label: string, azimuth: number, box: [number, number, number, number]}} ViewInfo
 * @typedef {{name: string, version: string, data_version: string, views: {id: string, label: string}[],
 *   reviewed: boolean, disclaimer: string}} Info
 *
 * @typedef {{views: Record<string, string>, levels: Record<string, {intensity: number, path: string}[]>,
 *   area_cm2: number, description: string, regions: {region: string, share: number}[],
 *   message: string | null}} TraceAnswer
 *
 * @typedef {'none' | 'see_clinician' | 'same_day' | 'emergency' | 'unasked'} Urgency
 * @typedef {{id: string, question: string, help: string | null, level: Urgency | 'context'}} Question
 * @typedef {{flag: string, level: Urgency, message: string, action: string}} Reason
 * @typedef {{level: Urgency, reasons: Reason[], ask: Question[], notes: string[]}} Safety
 * @typedef {{id: string, label: string, score: number, pain_explained: number, pattern_present: number}} PointFit
 * @typedef {{rank: number, tied: boolean, muscle: string, side: Side, name: string, everyday_name: string,
 *   pain_explained: number, pattern_present: number, trigger_points: PointFit[], why: string, why_not: string,
 *   reviewed_by: string | null}} Match
 * @typedef {{id: string, side: string, kind: string, name: string, everyday_name: string, score: number, what: string,
 *   whom_to_see: string}} LookAlike
 * @typedef {{look_here_too: string}} Neighbours
 * @typedef {{safety: Safety, matches: Match[], look_alikes: LookAlike[], neighbours: Neighbours | null, description: string, area_cm2: number, message: string | null,
 *   limits: string, data_version: string}} RankAnswer
 *
 * @typedef {{id: string, label: string, x: number, y: number}} TriggerPoint
 * @typedef {{essential: string, spillover: string, faint: string, local: string, trigger_points: TriggerPoint[]}} ViewPattern
 * @typedef {{muscle: string, side: Side, views: Record<string, ViewPattern>, shown_in: string[]}} Pattern
 * @typedef {{id: string, name: string, latin: string, everyday_name: string, synonyms: string[],
 *   trigger_points: string[], reviewed_by: string | null,
 *   region_kinds?: {essential: boolean, spillover: boolean} | null}} MuscleSummary
 *
 * @typedef {{id: string, names: {latin: string}, actions: {text: string}[],
 *   trigger_points: {id: string, label: string, place: string}[], reviewed_by: string | null}} Muscle
 *
 * @typedef {{muscle: string, side: Side, point: string | null}} Choice A muscle laid over the figure.
 * @typedef {'tap' | 'paint' | 'erase'} Tool
 * @typedef {'mark' | 'muscle'} Mode
 *
 * @typedef {object} State
 * @property {Mode} mode Marking one's own pain, or showing a muscle.
 * @property {boolean} listed The list of places stands in for the picture.
 * @property {Tool} tool
 * @property {number} radius Brush radius in mm.
 * @property {number} intensity Of the brush, 1 to 10.
 * @property {string} view The view in front; its partner stands beside it where there is room.
 * @property {import('./history.js').History<Drawing>} history
 * @property {Answers} answers
 * @property {{drawing: Drawing, answer: TraceAnswer} | null} traced The last outline, and what it is the outline of.
 * @property {{drawing: Drawing, answers: Answers, answer: RankAnswer} | null} ranked
 * @property {Trouble | null} trouble
 * @property {Choice | null} chosen The match laid over the marks.
 * @property {Choice | null} shown The muscle shown in "show a muscle".
 * @property {Pattern | null} pattern What is laid over the figure just now.
 * @property {string | null} place "Show a muscle": only muscles that hurt in this region.
 *
 * @typedef {{kind: 'away' | 'refused' | 'full', detail: string}} Trouble
 */

export {};
