{{- define "daypass.name" -}}
{{ printf "%s-daypass" .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "daypass.selector" -}}
app.kubernetes.io/name: daypass
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "daypass.labels" -}}
{{ include "daypass.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}
